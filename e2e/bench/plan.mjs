// The plan: how often each thing is measured.

/** What a Mastodon takes for an answer. On a machine as this one, light libraries left for it after one or two such times. */
const answerMs = 200;

/** What a server takes for an answer to a site in a data centre: less than what it takes to one in a home. */
export const siteAnswerMs = 50;

/** The whole. A round takes about a minute where nothing else runs. */
export const whole = (rounds) => ({
  rounds,
  /** Whether a round that does not count goes before the others. */
  warm: true,
  /** Whether the baseline takes part, which is built for that. */
  baseline: true,
  /**
   * How people come to the button: how long before the click the field got the focus, if it did; what the server takes for
   * each answer; and over which line. Those of the second kind take long.
   */
  ways: {
    "focused 1 s before": { focusedMs: 1_000 },
    "not focused": {},
    [`focused 1 s before, answers after ${answerMs} ms`]: { focusedMs: 1_000, answerMs },
    [`not focused, answers after ${answerMs} ms`]: { answerMs },
  },
  slowWays: { "focused 5 s before, 1.6 Mbit/s": { focusedMs: 5_000, line: "1.6 Mbit/s" } },
  documents: [["300 B", 300], ["4 KB", 4_096], ["400 KB", 409_600]],
  concurrency: [1, 16, 64],
  /** Calls in one measurement, fewer of those that take long. */
  calls: { "300 B": 256, "4 KB": 256, "400 KB": 64 },
  stubbedCalls: 1_000,
  /** The numbers of calls after which the memory is looked at, and the two of them that the goal compares. */
  callCounts: [100, 2_000, 10_000, 20_000],
  goalCalls: [2_000, 20_000],
  sessionCounts: [1, 100, 1_000],
  tabCounts: [1, 10, 50],
  /**
   * Go sites: how long the server takes for each answer, how many people sign in in one measurement, how many of them are under way at once
   * at each process, and how many leave for the server and do not come back.
   */
  sites: { answerMs: [0, siteAnswerMs], signIns: 400, atOnce: 16, waiting: 5_000 },
  /** How often what takes long, or has no peer, is measured. */
  repeats: Math.min(rounds, 5),
});

/** As little as exercises everything. */
export const tiny = {
  ...whole(1),
  warm: false,
  baseline: false,
  ways: { "focused before": { focusedMs: 10 }, "not focused": { answerMs: 50 } },
  slowWays: { "focused before, 10 Mbit/s": { focusedMs: 10, line: "10 Mbit/s" } },
  concurrency: [2],
  calls: { "300 B": 4, "4 KB": 4, "400 KB": 2 },
  stubbedCalls: 20,
  callCounts: [20, 40],
  goalCalls: [20, 40],
  sessionCounts: [2],
  tabCounts: [2],
  sites: { answerMs: [0, siteAnswerMs], signIns: 4, atOnce: 2, waiting: 10 },
};
