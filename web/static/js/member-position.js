// Where a member is: the point is dragged on the map or moved by a click; the fields say the same and can be typed in.
(() => {
  const element = document.getElementById("map");
  const [latitude, longitude] = ["latitude", "longitude"].map(name => document.getElementById(name));
  if (!element || !latitude || !window.L) return;

  const DIGITS = 5;
  const BELGIUM = [50.6, 4.7];
  const typed = () => [Number(latitude.value.replace(",", ".")), Number(longitude.value.replace(",", "."))];
  const known = () => latitude.value.trim() !== "" && longitude.value.trim() !== "" && typed().every(Number.isFinite);
  element.hidden = false;
  const map = window.plainMap(element).setView(known() ? typed() : BELGIUM, known() ? 8.75 : 7);
  const icon = window.L.divIcon({ className: "place", iconSize: [24, 24] });
  const marker = window.L.marker(known() ? typed() : BELGIUM, { icon, draggable: true, title: element.dataset.point });
  if (known()) marker.addTo(map);

  const say = ({ lat, lng }) => {
    latitude.value = lat.toFixed(DIGITS);
    longitude.value = lng.toFixed(DIGITS);
    latitude.dispatchEvent(new Event("input", { bubbles: true }));
  };
  marker.on("dragend", () => say(marker.getLatLng()));
  map.on("click", event => {
    marker.setLatLng(event.latlng).addTo(map);
    say(event.latlng);
  });
  for (const field of [latitude, longitude]) {
    field.addEventListener("change", () => {
      if (!known()) return;
      marker.setLatLng(typed()).addTo(map);
      map.panTo(typed());
    });
  }
})();
