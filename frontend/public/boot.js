// Nobody looks after a machine: a page whose scripts do not come within half a minute is opened
// again from what the machine holds, and if that one does not come either, from its server.
setTimeout(function () {
  // The next start asks the server again.
  if (document.getElementById("app").childElementCount > 0)
    return history.replaceState(history.state, "", location.pathname);
  location.replace(location.pathname + (location.search ? "" : "?held"));
}, 30000);
