/** Times as the school says them, in the school's own zone. */
export class Moments {
  constructor(zone) {
    this.format = new Intl.DateTimeFormat("zh-CN", {
      timeZone: zone, month: "numeric", day: "numeric", weekday: "short",
      hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    });
  }

  parts(date) {
    return Object.fromEntries(this.format.formatToParts(date).map(({ type, value }) => [type, value]));
  }

  /** 11月18日 周三 16:20 */
  full(date) {
    return `${this.day(date)} ${this.hour(date)}`;
  }

  /** 11月18日 周三 */
  day(date) {
    const { month, day, weekday } = this.parts(date);
    return `${month}月${day}日 ${weekday}`;
  }

  hour(date) {
    const { hour, minute } = this.parts(date);
    return `${hour}:${minute}`;
  }

  /** The hour alone on the same day, else day and hour. */
  near(date, now) {
    return this.day(date) === this.day(now) ? this.hour(date) : this.full(date);
  }
}
