// Colleagues who have the draft open too: the page says that it is open, and hears of newer versions.
(() => {
  "use strict";
  const BEAT = 5000;
  const root = () => document.querySelector("#draft");
  const headers = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  const typing = () => [...root().querySelectorAll("input[type=text], input[type=search], input[name=note], select")]
    .some((field) => field === document.activeElement || (field.name === "note" && field.value));
  let heard = false;

  // Called once with what the grid does; `renew` is called when the draft has a newer version.
  window.draftColleagues = ({ picked, leave, busy, holding, renew }) => {
    const beat = async () => {
      if (document.hidden || busy() || !root()) return;
      const told = new FormData();
      if (picked() && !picked().includes("-")) told.set("meeting", picked());
      let answer;
      try {
        answer = await fetch(root().dataset.here, { method: "POST", body: told, headers: headers() });
      } catch {
        return; // without a connection the next edit says so
      }
      if (answer.redirected || !answer.ok) {
        if (heard && answer.status < 500) leave(); // once: a page that was never heard stays
        return;
      }
      heard = true;
      const { token, colleagues } = await answer.json();
      if (!token) return leave();
      const line = document.querySelector("[data-colleagues]");
      const words = new DOMParser().parseFromString(colleagues, "text/html").body.textContent.trim();
      if (line && line.textContent.trim() !== words) line.textContent = words;
      if (token !== root().dataset.token && !holding() && !typing()) await renew();
    };
    window.setInterval(beat, BEAT);
    beat();
  };
})();
