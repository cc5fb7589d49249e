package live.nigiwai.shop.pricing;

/** How a price that holds goods of several rates is taxed. */
public enum Taxing {
  /** Each part has its price: the sum is split over the rates by the parts' weights. 一括譲渡. */
  BY_PART,
  /**
   * Food and other things at one price 一体資産 (消費税法 別表第一 第一号, 軽減税率 Q&A 個別事例編): all of it at the
   * lowest rate of its shares where one unit costs at most 10,000 yen before tax after discounts
   * and food is at least two thirds of its value, otherwise all of it at the highest.
   */
  AS_ONE
}
