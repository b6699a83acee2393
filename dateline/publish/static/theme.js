// A static copy has no server to keep the reader's theme: the browser does. Runs before the page is painted.
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* storage is closed: the page follows the system */ }
