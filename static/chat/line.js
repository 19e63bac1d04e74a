// The line to the hotel: a socket that reopens and replays, and polling while there is none.

const HEARTBEAT = 25_000;
const PATIENCE = 4_000; // for a greeting; a dead socket looks open for minutes
const LONGEST_PAUSE = 30_000;

export class Line {
  // lastId(): the newest message the page has · onFrame(frame) · onState("live" | "slow" | "offline")
  constructor({ slug, livePort, lastId, onFrame, onState }) {
    const host = livePort ? `${location.hostname}:${livePort}` : location.host;
    this.socketUrl = `${location.protocol === "https:" ? "wss" : "ws"}://${host}/ws/chat/${slug}/`;
    this.pollUrl = `/chat/${slug}/messages`;
    Object.assign(this, { lastId, onFrame, onState, state: "", failures: 0 });
    addEventListener("online", () => this.hurry());
    addEventListener("offline", () => this.lost());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
    addEventListener("pageshow", (event) => event.persisted && this.hurry());
  }

  open() {
    clearTimeout(this.retry);
    const socket = (this.socket = new WebSocket(this.socketUrl));
    this.expectAnswer();
    socket.onopen = () => this.hello();
    socket.onmessage = (event) => this.heard(JSON.parse(event.data));
    socket.onclose = () => socket === this.socket && this.lost();
  }

  // Asks for what was missed; also the heartbeat, for an announcement may get lost.
  hello() {
    clearTimeout(this.heartbeat);
    this.socket.send(JSON.stringify({ type: "hello", after: this.lastId() }));
    this.expectAnswer();
    this.heartbeat = setTimeout(() => this.hello(), HEARTBEAT);
  }

  expectAnswer() {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.lost(), PATIENCE);
  }

  heard(frame) {
    clearTimeout(this.patience);
    this.failures = 0;
    this.hasLived = true;
    this.onFrame(frame);
    this.become("live");
  }

  lost() {
    for (const timer of [this.patience, this.heartbeat, this.retry]) clearTimeout(timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    if (this.state === "live") this.state = "";
    const pause = Math.min(LONGEST_PAUSE, 500 * 2 ** this.failures++) * (0.75 + Math.random() / 2);
    this.retry = setTimeout(() => this.open(), pause);
    if (this.failures > 1 || !this.hasLived || !navigator.onLine) this.poll();
  }

  // The network or the page is back: now, not at the end of the pause.
  hurry() {
    if (this.socket?.readyState === WebSocket.OPEN) this.hello();
    else if (this.socket?.readyState !== WebSocket.CONNECTING) this.open();
    if (this.state !== "live") this.poll();
  }

  async poll() {
    clearTimeout(this.polling);
    if (this.state === "live") return;
    await this.ask(`${this.pollUrl}?after=${this.lastId()}`);
    clearTimeout(this.polling);
    this.polling = setTimeout(() => this.poll(), document.hidden ? 15_000 : 3_000);
  }

  // True when it is on its way; what came of it is a frame of its own.
  async send(frame) {
    if (this.state === "live" && this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(frame));
      return true;
    }
    if (this.state !== "slow") return false;
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    return this.ask(this.pollUrl, { method: "POST", headers, body: JSON.stringify(frame) });
  }

  async ask(url, options = {}) {
    try {
      const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(10_000) });
      const frame = await answer.json();
      if (frame.reason) this.onFrame({ type: "error", ...frame });
      else this.onFrame({ type: frame.message ? "ack" : "messages", ...frame });
      if (this.state !== "live") this.become("slow");
      return true;
    } catch {
      if (this.state !== "live") this.become("offline");
      return false;
    }
  }

  become(state) {
    if (this.state === state) return;
    this.state = state;
    this.onState(state);
  }
}
