// The button prints the list; without JavaScript the browser's own menu does.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
