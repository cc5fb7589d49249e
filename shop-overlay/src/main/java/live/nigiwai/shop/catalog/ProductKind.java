package live.nigiwai.shop.catalog;

/** What the law asks more of than of ordinary goods. */
public enum ProductKind {
  GENERAL,
  /** 酒類: nobody under 20 may buy it (二十歳未満ノ者ノ飲酒ノ禁止ニ関スル法律, 酒類の表示基準). */
  ALCOHOL,
  /** 古物: the licence's number is shown where it is sold (古物営業法 第12条). */
  SECOND_HAND,
  /** 医薬品: the seller's licence is shown where it is sold (薬機法施行規則 第15条の6). */
  MEDICINE;

  private static final LocalText UNDER_20 =
      new LocalText(
          "20歳未満の者の飲酒は法律で禁止されています。20歳未満の方には酒類を販売しません。",
          "Drinking under the age of 20 is prohibited by law. We do not sell alcohol to anyone"
              + " under 20.");

  /** Whether a buyer has to say that they are 20 or older. */
  public boolean needsAge() {
    return this == ALCOHOL;
  }

  /** Whether it may be listed only where the shop's licence is shown. */
  public boolean needsLicence() {
    return this == SECOND_HAND || this == MEDICINE;
  }

  /** Whether it may be food at the reduced rate (消費税法 別表第一). */
  public boolean mayBeReduced() {
    return this != ALCOHOL && this != MEDICINE;
  }

  /**
   * What must stand beside the price, as large as it, on card, sheet, order screen and slip; empty
   * for what needs no such words.
   */
  public LocalText warning() {
    return this == ALCOHOL ? UNDER_20 : LocalText.EMPTY;
  }
}
