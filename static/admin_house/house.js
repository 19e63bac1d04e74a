// A thread opens at its newest message; Ctrl+Enter sends; the API key is selected with one click.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-scroll-to-end]").forEach((thread) => {
    thread.scrollTop = thread.scrollHeight;
  });
  document.querySelectorAll(".house-reply textarea").forEach((box) => {
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) box.form.requestSubmit();
    });
  });
  document.querySelectorAll(".house-key").forEach((input) => {
    input.addEventListener("focus", () => input.select());
  });
});
