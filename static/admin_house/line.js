// The staff's line: hears what has changed; while it cannot, the page looks every few seconds and says so.

const BEAT = 8_000;
const PATIENCE = 5_000; // for an answer; a dead socket looks open for minutes
const LONGEST_PAUSE = 30_000;
const POLL = 5_000;
const LOOK_AGAIN = 60_000; // an announcement may get lost
const TYPING = 3_000;

export class Line {
  // look(whole): ask again for everything, or for what changes often · onFrame(frame)
  // onState("live" | "off" | "out") · place(): the open conversation · poll: milliseconds
  constructor({ port, look, onFrame, onState, place = () => null, poll = POLL }) {
    const host = port ? `${location.hostname}:${port}` : location.host;
    this.url = `${location.protocol === "https:" ? "wss" : "ws"}://${host}/ws/desk/`;
    Object.assign(this, { look, onFrame, onState, place, pollPause: poll, state: "", failures: 0, typed: 0 });
    addEventListener("online", () => this.hurry());
    addEventListener("offline", () => this.lost());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.say() : this.hurry()));
    addEventListener("pageshow", (event) => event.persisted && this.hurry());
    setInterval(() => document.hidden || this.state !== "live" || this.look(true), LOOK_AGAIN);
  }

  open() {
    clearTimeout(this.retry);
    const socket = (this.socket = new WebSocket(this.url));
    this.expectAnswer();
    socket.onmessage = (event) => socket === this.socket && this.heard(JSON.parse(event.data));
    socket.onclose = () => socket === this.socket && this.lost();
  }

  heard(frame) {
    clearTimeout(this.patience);
    if (frame.type !== "ready") return this.onFrame(frame);
    // It listens from here on: what is looked at now misses nothing.
    this.failures = 0;
    this.become("live");
    this.look(true);
    this.say();
  }

  // Where this page is and what it does there; also the heartbeat.
  say(doing = "look") {
    clearTimeout(this.beat);
    if (this.state !== "live") return;
    const conversation = document.hidden ? null : this.place();
    this.socket.send(JSON.stringify({ type: conversation ? doing : "look", conversation }));
    this.expectAnswer();
    this.beat = setTimeout(() => this.say(), BEAT);
  }

  typing() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), TYPING + 1_000);
    if (Date.now() - this.typed < TYPING) return;
    this.typed = Date.now();
    this.say("typing");
  }

  rest() {
    clearTimeout(this.resting);
    if (this.typed) this.say();
    this.typed = 0;
  }

  expectAnswer() {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.lost(), PATIENCE);
  }

  lost() {
    for (const timer of [this.patience, this.beat, this.retry]) clearTimeout(timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    if (this.state === "out") return;
    this.become("off");
    const pause = Math.min(LONGEST_PAUSE, 500 * 2 ** this.failures++) * (0.75 + Math.random() / 2);
    this.retry = setTimeout(() => this.open(), pause);
    this.poll();
  }

  // The network or the page is back: now, not at the end of the pause.
  hurry() {
    if (this.state === "live") {
      this.look(true);
      this.say();
    } else if (this.state === "off" && this.socket?.readyState !== WebSocket.CONNECTING) this.open();
  }

  async poll() {
    clearTimeout(this.polling);
    if (this.state !== "off") return;
    await this.look(false);
    clearTimeout(this.polling);
    this.polling = setTimeout(() => this.poll(), this.pollPause * (document.hidden ? 3 : 1));
  }

  // Throws when there is no answer, or none for us. What nobody has asked for keeps no session alive.
  async ask(url, { quiet = false, ...options } = {}) {
    const headers = { "X-Requested-With": "fetch", ...(quiet && { "X-Background": "1" }) };
    const answer = await fetch(url, { ...options, headers, signal: AbortSignal.timeout(15_000) });
    if (answer.status === 401) {
      this.become("out", (await answer.json()).login);
      this.lost();
    }
    if (answer.status === 401 || answer.status >= 500) throw new Error(answer.status);
    return answer;
  }

  become(state, detail) {
    if (this.state === state) return;
    this.state = state;
    this.onState(state, detail);
  }
}
