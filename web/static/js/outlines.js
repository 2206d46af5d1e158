// Countries and provinces under a map, drawn from our own file: no other server is asked.
window.drawOutlines = async (map, address) => {
  const answer = await fetch(address);
  const outlines = await answer.json();
  const style = feature => ({ className: feature.properties.kind === "province" ? "province" : "land", weight: 1 });
  window.L.geoJSON(outlines, { style, interactive: false }).addTo(map).bringToBack();
};

window.plainMap = (element, options) => {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = window.L.map(element, {
    attributionControl: false, zoomControl: false, scrollWheelZoom: false, minZoom: 2, maxZoom: 12, zoomSnap: 0.25,
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still, ...options,
  });
  const { zoomIn, zoomOut } = element.dataset;
  window.L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  window.drawOutlines(map, element.dataset.outlines);
  return map;
};
