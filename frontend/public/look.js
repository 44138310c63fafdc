/* Puts the chosen look on the page before anything is painted. Kept apart from the app because scripts in the page are forbidden. */
(function () {
  var root = document.documentElement;
  var look = {};
  try {
    look = JSON.parse(localStorage.getItem("look") || "{}") || {};
  } catch (unreadable) {
    look = {};
  }
  root.dataset.theme = look.theme === "light" || look.theme === "dark" ? look.theme : "system";
  root.dataset.mode = look.mode === "elder" ? "elder" : "plain";
  root.dataset.size = String(look.size || (look.mode === "elder" ? 22 : 17));
  root.lang = look.language === "en" ? "en" : "zh-CN";
})();
