// Where a popup stands: below what opened it, or above if there is more room, and never outside the window.

/** The distance to the edges of the window, in pixels. */
const margin = 8;

/** Places a popup that has just become visible, or whose contents have changed. It stands at its offsetParent. */
export function placePopup(popup: HTMLElement): void {
  const anchor = popup.offsetParent!.getBoundingClientRect();
  const above = anchor.top - 2 * margin;
  const below = innerHeight - anchor.bottom - 2 * margin;
  popup.style.translate = popup.style.maxBlockSize = "";
  const { left, right, height } = popup.getBoundingClientRect();
  const upwards = height > below && above > below;
  popup.classList.toggle("above", upwards);
  popup.style.maxBlockSize = `${Math.max(upwards ? above : below, 10 * margin)}px`;
  const edge = document.documentElement.clientWidth - margin; // without the scroll bar
  let shift = 0;
  if (right > edge) shift = Math.min(anchor.right, edge) - right; // both end at the same place
  else if (left < margin) shift = Math.max(anchor.left, margin) - left;
  shift = Math.max(Math.min(shift, edge - right), margin - left);
  if (shift !== 0) popup.style.translate = `${shift}px`;
}
