// The map of the public directory: what its list of towns says, each number as a circle that leads where its link does.
(() => {
  const LABELLED = 6;
  const WIDEST_ZOOM = 10;
  const LIFTED = 500;
  const element = document.getElementById("map");
  const links = [...document.querySelectorAll("#towns a[data-latitude]")];
  if (!element || !links.length || !window.L) return;

  const place = link => [Number(link.dataset.latitude), Number(link.dataset.longitude)];
  element.hidden = false;
  const map = window.plainMap(element);
  map.fitBounds(window.L.latLngBounds(links.map(place)).pad(0.06), { maxZoom: WIDEST_ZOOM });

  const most = Math.max(...links.map(link => Number(link.dataset.members)));
  links.forEach((link, order) => {
    const { name, members } = link.dataset;
    const size = Math.round(20 + 14 * Math.sqrt(Number(members) / most));
    const circle = document.createElement("span");
    circle.textContent = members;
    if (order < LABELLED || link.hasAttribute("aria-current")) {
      const label = document.createElement("span");
      label.className = "town-name";
      label.textContent = name;
      circle.append(label);
    }
    const current = link.hasAttribute("aria-current") ? " town-current" : "";
    const icon = window.L.divIcon({ className: `town${current}`, html: circle, iconSize: [size, size] });
    const marker = window.L.marker(place(link), { icon, title: `${name}: ${members}`, riseOnHover: true, zIndexOffset: order < LABELLED ? LIFTED : 0 }).addTo(map);
    const go = () => window.location.assign(link.href);
    marker.on("click", go);
    marker.on("keydown", event => { if (event.originalEvent.key === "Enter") go(); });
  });
})();
