// The map of the public directory: what its lists say of towns, and of members that name no town, each number as a
// circle that leads where its link does.
// Towns whose circles would cover each other are one circle, which zooms in; names stand where they cover nothing.
(() => {
  // a few towns near each other leave the borders around them in sight
  const WIDEST_ZOOM = 8.5;
  const SIDES = ["right", "left", "top", "bottom", "top right", "top left", "bottom right", "bottom left"];
  const element = document.getElementById("map");
  const links = [...document.querySelectorAll("#towns a[data-latitude], #further a[data-latitude]")];
  if (!element || !links.length || !window.L) return;

  const towns = links.map(link => ({
    link,
    name: link.dataset.name,
    members: Number(link.dataset.members),
    place: window.L.latLng(Number(link.dataset.latitude), Number(link.dataset.longitude)),
    current: link.hasAttribute("aria-current"),
    abroad: link.hasAttribute("data-abroad"),
    isMember: link.hasAttribute("data-member"),
  }));
  const most = Math.max(...towns.map(town => town.members));
  const sizeOf = members => Math.round(24 + 8 * Math.sqrt(Math.min(members / most, 1)));
  const countOf = group => group.reduce((sum, town) => sum + town.members, 0);

  element.hidden = false;
  const map = window.plainMap(element);
  // the country with most members is in sight, and what was chosen; the rest is a step out
  const home = towns.filter(town => !town.abroad || town.current);
  const inSight = home.length ? home : towns;
  map.fitBounds(window.L.latLngBounds(inSight.map(town => town.place)).pad(0.04), { maxZoom: WIDEST_ZOOM, padding: [16, 16] });
  const drawn = window.L.layerGroup().addTo(map);

  // The largest town takes in those that its circle would cover; the one that is chosen stays alone.
  const grouped = () => {
    const groups = [];
    const atMost = map.getZoom() >= map.getMaxZoom();
    for (const town of [...towns].sort((one, other) => other.current - one.current)) {
      const point = map.latLngToLayerPoint(town.place);
      const near = group => point.distanceTo(group.point) < (sizeOf(town.members) + sizeOf(countOf(group.towns))) / 2;
      const home = atMost || town.current ? null : groups.find(group => !group.towns[0].current && near(group));
      if (home) home.towns.push(town);
      else groups.push({ point, towns: [town] });
    }
    return groups;
  };

  const circleOf = group => {
    const [first, ...others] = group.towns;
    const members = countOf(group.towns);
    const size = sizeOf(members);
    const circle = document.createElement("span");
    circle.textContent = members;
    const label = document.createElement("span");
    label.className = "town-name";
    // where little fits, "Louvain-la-Neuve" is "Louvain"
    const names = [first.name, ...(first.isMember ? [] : [first.name.split("-")[0]])].flatMap(name => (others.length ? [`${name} +${others.length}`, name] : [name]));
    circle.append(label);
    const icon = window.L.divIcon({ className: `town${first.current ? " town-current" : ""}`, html: circle, iconSize: [size, size] });
    const title = group.towns.map(town => (town.isMember ? town.name : `${town.name}: ${town.members}`)).join(", ");
    const marker = window.L.marker(first.place, { icon, title, riseOnHover: true }).addTo(drawn);
    const go = () => {
      if (!others.length) window.location.assign(first.link.href);
      else map.fitBounds(window.L.latLngBounds(group.towns.map(town => town.place)).pad(0.3), { maxZoom: Math.min(map.getZoom() + 3, map.getMaxZoom()) });
    };
    marker.on("click", go);
    marker.on("keydown", event => { if (event.originalEvent.key === "Enter") go(); });
    return { label, names, marker };
  };

  const draw = () => {
    const focused = document.activeElement?.closest?.(".town")?.title;
    drawn.clearLayers();
    const circles = grouped().map(circleOf);
    const taken = [element.querySelector(".leaflet-bar"), ...circles.map(({ marker }) => marker.getElement())].map(window.boxOf);
    for (const { label, names, marker } of circles) {
      const fits = names.some(name => SIDES.some(side => {
        label.textContent = name;
        label.dataset.side = side;
        return window.isFree(element, window.boxOf(label), taken);
      }));
      if (fits) taken.push(window.boxOf(label));
      else if (!label.closest(".town-current")) label.remove();
      if (marker.getElement().title === focused) marker.getElement().focus({ preventScroll: true });
    }
  };
  map.on("zoomend resize", draw);
  draw();
})();
