// The API key is selected with one click.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".house-key").forEach((input) => {
    input.addEventListener("focus", () => input.select());
  });
});
