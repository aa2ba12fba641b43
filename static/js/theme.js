// Classic and blocking, in <head>: the theme must stand before the first paint, or the night is not dark.
(() => {
  const root = document.documentElement;
  const THEMES = ["day", "dusk", "night", "contrast"];
  // What the phone paints round the page: --bg-sky of each theme. bin/checks/contrast.py compares them.
  const GROUND = { day: "#faf6ef", dusk: "#090e23", night: "#000000", contrast: "#000000" };

  const byClock = (hour) => (hour >= 7 && hour < 18 ? "day" : hour >= 18 && hour < 22 ? "dusk" : "night");

  function choice() {
    try {
      return localStorage.getItem("theme") ?? root.dataset.choice;
    } catch {
      // A browser that keeps nothing still has a clock.
      return root.dataset.choice;
    }
  }

  function apply() {
    const chosen = choice();
    const byItself = matchMedia("(prefers-contrast: more)").matches ? "contrast" : byClock(new Date().getHours());
    const wished = THEMES.includes(chosen) ? chosen : byItself;
    // A page for the middle of the night blinds nobody, whatever the clock says.
    const theme = "dark" in root.dataset && wished !== "contrast" ? "night" : wished;
    if (root.dataset.theme !== theme) root.dataset.theme = theme;
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", GROUND[theme]);
  }

  try {
    // What the account says is kept once, for the pages that know nobody.
    if (root.dataset.choice) localStorage.setItem("theme", root.dataset.choice);
  } catch {
    // Kept nowhere, it still holds for this page.
  }
  apply();
  addEventListener("storage", apply);
  addEventListener("pageshow", apply);
  document.addEventListener("visibilitychange", apply);
  setInterval(apply, 60_000);
})();
