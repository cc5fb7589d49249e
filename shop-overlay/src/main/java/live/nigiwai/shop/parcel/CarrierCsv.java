package live.nigiwai.shop.parcel;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A carrier's file. */
interface CarrierCsv {
  List<String> head();

  /** One row; empty where the address does not fit the carrier's columns. */
  Optional<List<String>> row(Label label, Sender sender, LocalDate leaves);
}
