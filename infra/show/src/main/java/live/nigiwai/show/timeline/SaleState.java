package live.nigiwai.show.timeline;

/** A product's state in a show: what can be bought, whatever is pinned. */
public enum SaleState {
  HIDDEN,
  COMING,
  ON_SALE,
  PAUSED,
  ENDED
}
