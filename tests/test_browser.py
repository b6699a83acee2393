"""Pages in headless Chromium: width of a phone, keyboard, themes, live updates, no script, accessibility. Loopback only."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from dateline.publish.record import Record
from dateline.publish.report import report
from dateline.publish.routes import PAGES
from dateline.records import Document
from dateline.reviewing import Reviewing
from dateline.server import app
from dateline.store import Store
from tests.desk_record import desk, document, findings, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]

playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install playwright")
if not CHROMIUM.is_file():
    pytest.skip("needs Debian's Chromium: apt-get install chromium", allow_module_level=True)


DECIDED: list[tuple[str, bool]] = []  # kind, whether it was taken back
EDITOR = Reviewing("Ana", lambda store, kind, pair, undo: DECIDED.append((kind, undo)), lambda store: (), "token")


@pytest.fixture(scope="module")
def address(path: Path) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app(path, desk(), check=findings, reviewing=EDITOR), log_level="error", ws="none", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def addresses(path: Path) -> list[str]:
    with Store(path, read_only=True) as store:
        record = Record(store, desk())
        return [*(next(iter(route.addresses(record)), route.path) for route in PAGES), "/search?q=drones", "/check", "/event/toll"]


def test_every_page_fits_a_phone_and_says_nothing_in_the_console(tab: Page, path: Path) -> None:
    said: list[str] = []
    tab.on("console", lambda message: said.append(f"{tab.url}: {message.text}"))
    tab.on("pageerror", lambda error: said.append(f"{tab.url}: {error}"))
    for width in (390, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        for one in addresses(path):
            tab.goto(one)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (one, width)
    assert not said


@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core: cd web && npm ci --ignore-scripts")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_serious_finding_of_axe(tab: Page, path: Path, theme: str) -> None:
    source = AXE.read_text(encoding="utf-8")
    tab.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    found = []

    def audit(name: str) -> None:
        tab.evaluate(source)
        for violation in tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]:
            if violation["impact"] in {"serious", "critical"}:
                found.append((name, violation["id"], violation["nodes"][0]["html"][:160]))

    for one in [*addresses(path), "/nowhere", "/live?with=block-later-1&order=oldest", "/review?token=token"]:
        tab.goto(one)
        tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        audit(one)
    tab.goto("/check")
    tab.fill("#text", "It fell on Monday.\nIt shot down 31.")
    tab.get_by_role("button", name="Check").click()
    tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    audit("checked")
    tab.set_content(report(Document("draft", "It fell on Monday.", name="draft"), findings(None, "It fell on Monday.\nYes.")))
    audit("report")
    assert not found


def test_pages_are_complete_without_script(browser: Browser, address: str, path: Path) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/event/raid")
    assert tab.locator("table.accounts td b").all_inner_texts() == ["48", "40"]
    tab.goto("/source/night")
    tab.locator(".ref").first.click()
    assert tab.locator(".claim").first.is_visible()
    tab.goto("/live?order=oldest")
    times = [element.get_attribute("datetime") or "" for element in tab.locator(".update .stamp a time").all()]
    assert times == sorted(times) and len(times) == 3
    context.close()


def test_keys_walk_open_and_search(tab: Page) -> None:
    tab.goto("/events")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    assert tab.locator(".is-at").count() == 1
    title = tab.locator(".is-at h3").inner_text()
    tab.keyboard.press("o")
    tab.wait_for_url("**/event/**")
    assert tab.locator("h1").inner_text() == title
    tab.keyboard.press("?")
    assert tab.locator("#keys").is_visible()
    tab.keyboard.press("Escape")
    tab.wait_for_function("!document.getElementById('keys').open")
    tab.keyboard.press("/")
    tab.wait_for_url("**/search")
    tab.keyboard.press("/")
    tab.keyboard.type("jok")
    assert tab.locator("#q").input_value() == "jok"
    tab.locator("h1").click()
    tab.keyboard.press("g")
    tab.keyboard.press("b")
    tab.wait_for_url("**/brief")


def test_skip_link_is_first_and_focus_can_be_seen(tab: Page) -> None:
    tab.goto("/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"


def test_theme_is_chosen_and_kept(tab: Page) -> None:
    tab.goto("/events")
    before = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    with tab.expect_navigation():
        tab.locator("[data-theme-choice]").select_option("dark")
    assert tab.url.endswith("/events")
    tab.goto("/")
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_words_lead_to_their_claim_and_back(tab: Page) -> None:
    tab.goto("/source/night")
    tab.locator(".claimed", has_text="shot down").first.click()
    card = tab.locator("details.claim[open]")
    assert card.count() == 1 and "test.rule" in card.inner_text()
    tab.goto("/event/raid")
    tab.locator(".accounts .cite").first.click()
    tab.wait_for_url("**/source/night#w*")
    assert tab.locator("details.claim[open]").count() == 1


def test_print_leaves_out_what_paper_cannot_use(tab: Page) -> None:
    tab.goto("/brief/2025-03-11")
    tab.emulate_media(media="print")
    assert not tab.locator(".masthead nav").is_visible() and not tab.locator(".reader").is_visible()
    assert tab.locator(".bullet").first.is_visible()


def test_check_colours_labels_and_filters(tab: Page) -> None:
    tab.goto("/check")
    tab.fill("#text", "It fell on Monday.\nIt shot down 31.")
    tab.get_by_role("button", name="Check").click()
    assert tab.locator(".statement .left .verdict").all_inner_texts() == ["✗ Contradicted", "✓ Supported"]
    assert tab.locator(".part.v-contradicted").inner_text() == "Monday"
    colours = {element.evaluate("e => getComputedStyle(e).borderLeftColor") for element in tab.locator(".statement").all()}
    assert len(colours) == 2
    tab.locator(".filter label", has_text="Supported").click()
    assert [one.is_visible() for one in tab.locator(".statement").all()] == [False, True]
    tab.locator(".filter label", has_text="All").click()
    tab.locator("h1").click()
    tab.keyboard.press("n")
    assert tab.locator(".is-at .verdict").inner_text() == "✗ Contradicted"
    tab.keyboard.press("n")
    assert tab.locator(".is-at .verdict").inner_text() == "✗ Contradicted"
    tab.keyboard.press("j")
    assert tab.locator(".is-at .verdict").inner_text() == "✓ Supported"


def test_search_marks_and_links(tab: Page) -> None:
    tab.goto("/")
    tab.keyboard.press("Control+k")
    tab.wait_for_url("**/search")
    tab.fill("#q", "drones side:russia")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=*")
    assert tab.locator("mark").first.inner_text() == "drones"
    assert tab.locator(".hit").count() == 2


def test_new_updates_wait_until_the_top_is_in_view(tab: Page, path: Path) -> None:
    tab.set_viewport_size({"width": 1280, "height": 400})
    tab.goto("/live")
    count = tab.locator(".update").count()
    time.sleep(0.3)
    _publish(path, "first", "A first bridge reopened")
    tab.wait_for_selector("text=A first bridge reopened", timeout=5000)
    assert tab.locator(".update").count() == count + 1
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    tab.wait_for_function("scrollY > 200")
    _publish(path, "second", "A second bridge reopened")
    tab.wait_for_selector(".fresh button", timeout=5000)
    assert tab.locator(".fresh button").inner_text() == "1 new update" and tab.title().startswith("(1)")
    assert tab.locator("text=A second bridge reopened").count() == 0
    button = tab.locator(".fresh button").element_handle()
    tab.evaluate("scrollBy(0, -10)")
    tab.wait_for_function("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
    assert button is not None and tab.evaluate("button => button.isConnected", button)
    tab.locator(".fresh button").click()
    assert tab.locator(".update").first.locator("h2").inner_text() == "A second bridge reopened"
    assert not tab.title().startswith("(")


def test_without_a_stream_the_page_is_asked_for_again(browser: Browser, address: str, path: Path) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.add_init_script(
        "delete window.EventSource; window.setInterval = ((plain) => (work, wait) => plain(work, wait === 10000 ? 300 : wait))(setInterval)"
    )
    tab = context.new_page()
    tab.goto("/live")
    time.sleep(0.6)
    _publish(path, "polled", "A third bridge reopened")
    tab.wait_for_selector("text=A third bridge reopened", timeout=8000)
    assert tab.locator(".update").first.get_attribute("id") == "block-polled-1"
    context.close()


def test_the_live_page_is_a_feed_for_the_keyboard(tab: Page) -> None:
    tab.goto("/live")
    tab.locator(".update").first.focus()
    tab.keyboard.press("PageDown")
    assert tab.evaluate("document.activeElement === document.querySelectorAll('.update')[1]")
    tab.keyboard.press("PageUp")
    assert tab.evaluate("document.activeElement.getAttribute('aria-posinset')") == "1"
    tab.locator(".key-events .stamp a").first.click()
    tab.wait_for_url("**/live?with=block-*#block-*")
    assert tab.locator(".update:target").count() == 1


def test_days_are_chosen_by_dragging_over_the_bars(tab: Page) -> None:
    tab.goto("/places")
    bars = tab.locator("[data-day]")
    first, last = bars.first, bars.last
    if bars.count() > 1:
        start, end = first.bounding_box(), last.bounding_box()
        assert start and end
        tab.mouse.move(start["x"] + 2, start["y"] + start["height"] - 3)
        tab.mouse.down()
        tab.mouse.move(end["x"] + end["width"] - 2, end["y"] + end["height"] - 3)
        tab.mouse.up()
        tab.wait_for_url(f"**/places?from={first.get_attribute('data-day')}&to=*")
    tab.goto("/places")
    tab.get_by_role("link", name="Closer").click()
    tab.wait_for_url("**bbox=**")
    tab.get_by_label("Type").select_option("ASSAULT/intercept")
    tab.get_by_role("button", name="Show").click()
    tab.wait_for_url("**type=ASSAULT*")
    assert "bbox=" in tab.url and tab.locator("tbody tr").count() == 1


def test_a_map_says_in_its_address_what_it_shows(tab: Page) -> None:
    tab.goto("/places?place=Odesa&from=2025-03-11&to=2025-03-11&side=ukraine")
    assert tab.locator("tr.is-lit, td.none").count() == 1
    assert "in range" in tab.locator(".map-side").inner_text()


def _publish(path: Path, identifier: str, title: str) -> None:
    with Store(path) as store:
        fresh = document(identifier, f"{title}\n\nTraffic runs again.\n", "Capital Courier")
        store.save(fresh, page(fresh, "2025-03-13"), [])


def test_figures_lead_to_their_words(tab: Page) -> None:
    tab.goto("/figures")
    assert tab.locator("svg.nights rect.intercepted").count() >= 1
    tab.locator("svg.nights a").first.click()
    tab.wait_for_url("**/source/**#w*")


def test_a_static_copy_opens_from_disk(browser: Browser, path: Path, tmp_path: Path) -> None:
    from dateline.publish.site import write_site

    with Store(path, read_only=True) as store:
        write_site(store, desk(), tmp_path / "site")
    context = browser.new_context()
    tab = context.new_page()
    tab.goto((tmp_path / "site" / "index.html").as_uri())
    tab.locator(".dispute h3 a").first.click()
    assert tab.locator("h1").inner_text() == "Drone attack in Ukraine"
    assert tab.evaluate("getComputedStyle(document.querySelector('.masthead .wrap')).display") == "flex"
    tab.locator("[data-theme-choice]").select_option("dark")
    tab.reload()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    context.close()


def test_keys_decide_on_the_pair_the_editor_is_at(tab: Page) -> None:
    for keys, wanted in (("ja", "join"), ("jr", "split"), ("m", "join"), (".", "split")):
        tab.goto("/review?token=token")
        DECIDED.clear()
        with tab.expect_navigation():
            for key in keys:
                tab.keyboard.press(key)
        assert [(wanted, False)] == DECIDED, keys
        assert "Kept" in tab.locator("main [role=status]").inner_text()


def test_keys_of_the_queue_do_nothing_elsewhere(tab: Page) -> None:
    tab.goto("/events")
    for key in "armu.":
        tab.keyboard.press(key)
    assert tab.url.endswith("/events")


def test_keys_go_to_the_ends_fold_and_lead_to_the_original(tab: Page) -> None:
    tab.goto("/events")
    steps = tab.locator("[data-step]").count()
    for keys, wanted in (("G", steps - 1), ("gg", 0)):
        for key in keys:
            tab.keyboard.press("Shift+G" if key == "G" else key)
        assert tab.evaluate("[...document.querySelectorAll('[data-step]')].findIndex((one) => one.classList.contains('is-at'))") == wanted
    tab.goto("/source/night")
    tab.keyboard.press("x")
    assert tab.evaluate("[...document.querySelectorAll('details')].every((one) => one.open)")
    tab.keyboard.press("x")
    assert not tab.evaluate("[...document.querySelectorAll('details')].some((one) => one.open)")
    tab.evaluate("document.querySelector('[data-original]').addEventListener('click', (event) => { event.preventDefault(); document.title = 'left'; })")
    tab.keyboard.press("v")
    assert tab.title() == "left"
