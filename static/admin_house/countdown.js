// Every <time data-countdown="ISO" data-over="words"> shows what is left, also one that comes to the page later.
const tick = () => {
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    const left = Math.ceil((Date.parse(time.dataset.countdown) - Date.now()) / 1000);
    const seconds = String(left % 60).padStart(2, "0");
    const minutes = Math.floor(left / 60) % 60;
    const hours = Math.floor(left / 3600);
    const shown = hours ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
    const text = left > 0 ? shown : time.dataset.over || "0:00";
    if (time.textContent !== text) time.textContent = text;
    time.classList.toggle("house-soon", left > 0 && left < 120);
    time.classList.toggle("house-over", left <= 0);
  }
};
document.addEventListener("DOMContentLoaded", tick);
tick();
setInterval(tick, 1000);
