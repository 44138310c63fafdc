// The chosen look, before anything is painted.
(function (root, look) {
  try {
    look = JSON.parse(localStorage.getItem("look")) || look;
  } catch (unreadable) {}
  root.dataset.theme = /^(light|dark)$/.test(look.theme) ? look.theme : "system";
  root.dataset.mode = look.mode === "elder" ? "elder" : "plain";
  root.dataset.size = look.size || (look.mode === "elder" ? 22 : 17);
  root.lang = /^zh/i.test(look.language || navigator.language) ? "zh-CN" : "en";
})(document.documentElement, {});
