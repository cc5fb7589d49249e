package live.nigiwai.shop.catalog;

/** Which consumption tax rate applies; the percentages are dated rows. */
public enum TaxCategory {
  STANDARD,
  /** 軽減税率: food and drink except alcohol. */
  REDUCED
}
