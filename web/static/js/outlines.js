// Countries and provinces under a map, with names of towns; drawn from our own files: no other server is asked.
(() => {
  const RANKS = { 1: 0, 2: 7.5, 3: 8.75 };
  const pixels = box => ({ left: box.left, right: box.right, top: box.top, bottom: box.bottom });
  const meet = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  // Whether a box covers one of others or leaves the map.
  window.isFree = (element, box, others) => {
    const map = element.getBoundingClientRect();
    const inside = box.left >= map.left && box.right <= map.right && box.top >= map.top && box.bottom <= map.bottom;
    return inside && !others.some(other => meet(box, other));
  };

  window.boxOf = node => pixels(node.getBoundingClientRect());

  const drawOutlines = async (map, address) => {
    const answer = await fetch(address);
    const style = feature => ({ className: feature.properties.kind === "province" ? "province" : "land", weight: 1 });
    window.L.geoJSON(await answer.json(), { style, interactive: false }).addTo(map).bringToBack();
  };

  // Names to find one's way by: the larger the town, the farther out it is named; none covers another.
  const drawTowns = async (map, element, address) => {
    const towns = await (await fetch(address)).json();
    const markers = towns.map(([name, latitude, longitude, rank]) => {
      const html = document.createElement("span");
      html.textContent = name;
      const icon = window.L.divIcon({ className: "town-far", html, iconSize: [6, 6] });
      const marker = window.L.marker([latitude, longitude], { icon, interactive: false, keyboard: false });
      return { marker, rank, node: html };
    });
    const show = () => {
      const shown = [window.boxOf(element.querySelector(".leaflet-bar"))];
      for (const { marker, rank, node } of markers) {
        marker.remove();
        if (map.getZoom() < RANKS[rank] || !map.getBounds().contains(marker.getLatLng())) continue;
        marker.addTo(map);
        const box = window.boxOf(node);
        if (shown.some(other => meet(box, other))) marker.remove();
        else shown.push(box);
      }
    };
    map.on("zoomend moveend resize", show);
    show();
  };

  window.plainMap = (element, options) => {
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = window.L.map(element, {
      attributionControl: false, zoomControl: false, scrollWheelZoom: false, minZoom: 2, maxZoom: 12, zoomSnap: 0.25,
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still, ...options,
    });
    const { zoomIn, zoomOut, outlines, towns } = element.dataset;
    window.L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
    drawOutlines(map, outlines);
    if (towns) map.whenReady(() => drawTowns(map, element, towns));
    return map;
  };
})();
