// Natural Earth (world-atlas, 1:50m) -> ../dateline/data/outlines.json: coasts and borders as lines.
//
// Boundaries follow resolutions of the UN General Assembly. Natural Earth draws Crimea with Russia: the polygon that
// holds Simferopol is given to Ukraine, and the line between the two is dissolved (resolution 68/262).
// Points are kept to 0.02 degrees and thinned; each line is [lon, lat, dlon, dlat, ...] in hundredths of a degree.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { feature, mergeArcs, mesh } from "topojson-client";

const topology = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("world-atlas/countries-50m.json"))));
const countries = topology.objects.countries;
const [RUSSIA, UKRAINE] = ["643", "804"];
const SIMFEROPOL = [34.1, 44.95];
const THINNED = 0.04; // degrees

function holds(ring, [x, y]) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[a, b], [c, d]] = [ring[i], ring[j]];
    if (b > y !== d > y && x < ((c - a) * (y - b)) / (d - b) + a) inside = !inside;
  }
  return inside;
}

const country = (id) => countries.geometries.find((geometry) => geometry.id === id);
const polygons = (geometry) => (geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs);
const russia = country(RUSSIA);
const ukraine = country(UKRAINE);
const drawn = feature(topology, russia).geometry.coordinates;
const crimea = drawn.findIndex((polygon) => holds(polygon[0], SIMFEROPOL));
if (crimea < 0) throw new Error("Crimea is not where Natural Earth had it: look at the new edition before building");
const moved = polygons(russia)[crimea];
russia.arcs = polygons(russia).filter((_, index) => index !== crimea);
Object.assign(ukraine, { type: "MultiPolygon", arcs: [...polygons(ukraine), moved] });
Object.assign(ukraine, mergeArcs(topology, [ukraine]));

function thinned(line) {
  const kept = [line[0]];
  for (const point of line.slice(1, -1)) {
    const [x, y] = kept[kept.length - 1];
    if (Math.hypot(point[0] - x, point[1] - y) >= THINNED) kept.push(point);
  }
  return line.length > 1 ? [...kept, line[line.length - 1]] : kept;
}

function packed(line) {
  const numbers = [];
  let [x, y] = [0, 0];
  for (const [lon, lat] of thinned(line)) {
    const [a, b] = [Math.round(lon * 50) * 2, Math.round(lat * 50) * 2];
    if (numbers.length && a === x && b === y) continue;
    numbers.push(a - x, b - y);
    [x, y] = [a, b];
  }
  return numbers;
}

const lines = (filter) => mesh(topology, countries, filter).coordinates.map(packed).filter((line) => line.length > 2);
const built = {
  about: "Coasts and borders of Natural Earth 1:50m (public domain), by way of world-atlas 2.0.2; built by web/outlines.mjs; Crimea drawn with Ukraine",
  coasts: lines((a, b) => a === b),
  borders: lines((a, b) => a !== b),
};
const target = new URL("../dateline/data/outlines.json", import.meta.url);
writeFileSync(target, JSON.stringify(built).replaceAll("],[", "],\n[") + "\n");
console.log(`${built.coasts.length} coasts, ${built.borders.length} borders`);
