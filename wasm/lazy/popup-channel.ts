// What a page and its popup say to each other, over two channels. A BroadcastChannel reaches a popup that a server has cut off with
// Cross-Origin-Opener-Policy. postMessage reaches the page in a frame of another site, whose BroadcastChannels have a partition of
// their own. Neither needs the storage of the page. The popup has no opener (see popup-control.ts), so it knows the window of the page
// only once that has greeted it.

/**
 * From the popup: url is the callback. From the page: here is a greeting, taken says that it completes the login, over that the login
 * is none any more.
 */
export type PopupMessage = { url: string } | { here: true } | { taken: true } | { over: true };

/** What comes in. Another program, or another version, may send anything. */
export type Received = Partial<Record<"url" | "here" | "taken" | "over", unknown>>;

export interface PopupChannel {
  /** Whether the browser has given it a BroadcastChannel. */
  readonly broadcasts: boolean;
  post(message: PopupMessage): void;
  /** Greets the popup, which must show a page of this site. */
  greet(): void;
  close(): void;
}

/** Opens the channel of a login. other is the popup or, in the popup, undefined: then it is the first window that greets. */
export function openPopupChannel(login: string, other: Window | undefined, onMessage: (message: Received) => void): PopupChannel {
  const name = `mastoauth:login:${login}`;
  const broadcast = broadcastChannel(name);
  if (broadcast) broadcast.onmessage = ({ data }) => onMessage(Object(data) as Received);
  const receive = ({ source, origin, data }: MessageEvent): void => {
    if (origin !== location.origin || (Object(data) as { name?: unknown }).name !== name) return;
    if ((other ??= source as Window) === source) onMessage(data as Received);
  };
  addEventListener("message", receive);
  const toOther = (message: PopupMessage): void => {
    try {
      other?.postMessage({ name, ...message }, location.origin); // no other origin receives it
    } catch {
      // The origin of a sandboxed page is no address.
    }
  };
  return {
    broadcasts: !!broadcast,
    post(message) {
      broadcast?.postMessage(message);
      toOther(message);
    },
    greet: () => toOther({ here: true }),
    close() {
      broadcast?.close();
      removeEventListener("message", receive);
    },
  };
}

function broadcastChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined; // missing or blocked
  }
}
