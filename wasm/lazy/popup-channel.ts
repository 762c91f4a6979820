// What a page and its popup say to each other, over two channels. A BroadcastChannel reaches a popup that a server has cut off with
// Cross-Origin-Opener-Policy. postMessage reaches the page in a frame of another site, whose BroadcastChannels have a partition of
// their own. Neither needs the storage of the page.

/** From the popup: url is the callback. From the page: taken says that it completes the login, over that the login is none any more. */
export type PopupMessage = { url: string } | { taken: true } | { over: true };

export interface PopupChannel {
  /** Whether there is a way to the other window at all. */
  readonly open: boolean;
  /** Whether the browser has given it a BroadcastChannel. */
  readonly broadcasts: boolean;
  post(message: PopupMessage): void;
  close(): void;
}

/** Opens the channel of a login. other is the popup or, in the popup, the window that opened it; null if that is out of reach. */
export function openPopupChannel(login: string, other: Window | null, onMessage: (message: Partial<{ url: string; taken: true; over: true }>) => void): PopupChannel {
  const name = `mastoauth:login:${login}`;
  const broadcast = broadcastChannel(name);
  if (broadcast) broadcast.onmessage = ({ data }) => onMessage(Object(data) as object);
  const receive = ({ source, origin, data }: MessageEvent): void => {
    if (source === other && origin === location.origin && (Object(data) as { name?: unknown }).name === name) onMessage(data as object);
  };
  if (other) addEventListener("message", receive);
  return {
    open: !!(broadcast ?? other),
    broadcasts: !!broadcast,
    post(message) {
      broadcast?.postMessage(message);
      try {
        other?.postMessage({ name, ...message }, location.origin); // no other origin receives it
      } catch {
        // The origin of a sandboxed page is no address.
      }
    },
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
