package live.nigiwai.shop.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.mail.MailConfig;
import live.nigiwai.shop.mail.Mails;
import live.nigiwai.show.ViewerId;
import live.nigiwai.testkit.PostgresForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever reads the mailbox gets in, in the browser that asked, and nobody else does. */
class MembersTest {
  private static final PostgresAddress DATABASE = PostgresForTests.migrated("runtime", "shop");
  private static final Vertx vertx = Vertx.vertx();
  private static final Database database = Database.open(vertx, DATABASE, 8);
  private static final Store STORE = new Store("main", new LocalText("賑わい商店", "Nigiwai Store"));
  private static final Pattern CODE = Pattern.compile("(?m)^ {4}(\\d{6})$");
  private static final String HANA = "Hana@example.jp";
  private static final ViewerId PHONE = new ViewerId("v_phone");
  private static final ViewerId LAPTOP = new ViewerId("v_laptop");
  private static final ViewerId THIEF = new ViewerId("v_thief");

  private final List<String> moved = new ArrayList<>();
  private final Members members =
      new Members(
          database,
          STORE,
          new Mails(
              MailConfig.defaults().withServer("127.0.0.1", 25, MailConfig.Security.NONE),
              URI.create("https://shop.example.jp"),
              STORE,
              database,
              () -> UUID.randomUUID().toString(),
              new SimpleMeterRegistry()),
          "a secret for tests only",
          (sql, guest, member) -> moved.add(guest + " > " + member),
          () -> UUID.randomUUID().toString().replace("-", ""));

  @BeforeEach
  void empty() {
    change(
        "TRUNCATE shop_mail, shop_member, shop_member_guest, shop_member_session, shop_login_code,"
            + " shop_login_limit");
  }

  @AfterAll
  static void close() {
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static int change(String sql) {
    return database.query(s -> s.change(sql));
  }

  private static long count(String sql) {
    return database.query(s -> s.one(sql, row -> row.getLong(0)).orElseThrow());
  }

  /** Asks for a code and reads it in the mailbox. */
  private String code(String email, ViewerId browser) {
    members.sendCode(email, browser);
    String body =
        database.query(
            sql ->
                sql.one(
                        "SELECT body FROM shop_mail WHERE viewer = $1"
                            + " ORDER BY created_at DESC LIMIT 1",
                        row -> row.getString(0),
                        browser.value())
                    .orElseThrow());
    var found = CODE.matcher(body);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private Members.Entered enter(String email, ViewerId browser) {
    return members.enterByCode(email, browser, code(email, browser)).orElseThrow();
  }

  private static String other(String code) {
    return code.equals("123456") ? "654321" : "123456";
  }

  @Test
  void theFirstLoginKeepsWhoTheBrowserWas() {
    var entered = enter(HANA, PHONE);
    assertThat(entered.member().viewer()).isEqualTo(PHONE);
    assertThat(members.sessions().holder(entered.token()).orElseThrow())
        .isEqualTo(entered.member());
    assertThat(members.sessions().isMember(PHONE)).isTrue();
    assertThat(moved).isEmpty();
  }

  @Test
  void anotherBrowserBecomesTheSameMemberAndHandsOverItsGuest() {
    enter(HANA, PHONE);
    var again = enter("hana@EXAMPLE.jp", LAPTOP);
    assertThat(again.member().viewer()).isEqualTo(PHONE);
    assertThat(moved).containsExactly("v_laptop > v_phone");
    assertThat(members.sessions().isMember(LAPTOP)).isFalse();

    change("DELETE FROM shop_login_code");
    enter(HANA, LAPTOP);
    assertThat(moved).hasSize(2);
    assertThat(count("SELECT count(*) FROM shop_member_guest")).isEqualTo(1);
  }

  @Test
  void aMembersThingsAreNeverHandedToAnotherMember() {
    enter(HANA, PHONE);
    var ken = enter("ken@example.jp", PHONE);
    assertThat(ken.member().viewer()).isNotEqualTo(PHONE);
    change("DELETE FROM shop_login_code");
    enter("ken@example.jp", PHONE);
    assertThat(moved).isEmpty();
  }

  @Test
  void aCodeWorksOnceAndOnlyWhereItWasAskedFor() {
    String code = code(HANA, PHONE);
    assertThat(members.enterByCode(HANA, THIEF, code)).isEmpty();
    assertThat(members.enterByCode("ken@example.jp", PHONE, code)).isEmpty();
    assertThat(members.enterByCode(HANA, PHONE, other(code))).isEmpty();
    assertThat(members.enterByCode(HANA, PHONE, code)).isPresent();
    assertThat(members.enterByCode(HANA, PHONE, code)).isEmpty();
  }

  @Test
  void fiveWrongTriesUseACodeUp() {
    String code = code(HANA, PHONE);
    for (int i = 0; i < LoginCodes.TRIES_MAX; i++) {
      assertThat(members.enterByCode(HANA, PHONE, other(code))).isEmpty();
    }
    assertThat(members.enterByCode(HANA, PHONE, code)).isEmpty();
  }

  @Test
  void manyTriesAtOnceAreStillFive() throws Exception {
    String code = code(HANA, PHONE);
    List<Callable<Optional<Members.Entered>>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      guesses.add(() -> members.enterByCode(HANA, PHONE, other(code)));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var guess : threads.invokeAll(guesses)) {
        assertThat(guess.get()).isEmpty();
      }
    }
    assertThat(count("SELECT tries FROM shop_login_code")).isEqualTo(LoginCodes.TRIES_MAX);
  }

  @Test
  void aCodeEndsAfterTenMinutes() {
    String code = code(HANA, PHONE);
    assertThat(
            count("SELECT extract(epoch FROM expires_at - sent_at)::bigint FROM shop_login_code"))
        .isEqualTo(600);
    change("UPDATE shop_login_code SET expires_at = now() - interval '1 second'");
    assertThat(members.enterByCode(HANA, PHONE, code)).isEmpty();
  }

  @Test
  void aCodeIsNotReadableInTheDatabase() {
    String code = code(HANA, PHONE);
    assertThat(count("SELECT count(*) FROM shop_login_code WHERE code_hash LIKE '%" + code + "%'"))
        .isZero();
  }

  @Test
  void nobodysMailboxIsFlooded() {
    for (int i = 0; i < 20; i++) {
      members.sendCode(HANA, new ViewerId("v_" + i));
    }
    assertThat(count("SELECT count(*) FROM shop_mail")).isEqualTo(LoginCodes.SENT_PER_HOUR_MAX);
    change("UPDATE shop_login_limit SET hour_began = now() - interval '61 minutes'");
    for (int i = 20; i < 40; i++) {
      members.sendCode(HANA, new ViewerId("v_" + i));
    }
    change("UPDATE shop_login_limit SET hour_began = now() - interval '61 minutes'");
    for (int i = 40; i < 60; i++) {
      members.sendCode(HANA, new ViewerId("v_" + i));
    }
    change("UPDATE shop_login_limit SET hour_began = now() - interval '61 minutes'");
    for (int i = 60; i < 80; i++) {
      members.sendCode(HANA, new ViewerId("v_" + i));
    }
    assertThat(count("SELECT count(*) FROM shop_mail")).isEqualTo(LoginCodes.SENT_PER_DAY_MAX);
  }

  @Test
  void askingTwiceInARowSendsOneCodeThatStaysGood() {
    String code = code(HANA, PHONE);
    members.sendCode(HANA, PHONE);
    assertThat(count("SELECT count(*) FROM shop_mail")).isEqualTo(1);
    assertThat(members.enterByCode(HANA, PHONE, code)).isPresent();
  }

  @Test
  void twoFirstLoginsAtOnceAreOneMember() throws Exception {
    String onPhone = code(HANA, PHONE);
    String onLaptop = code(HANA, LAPTOP);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Optional<Members.Entered>>> both =
          List.of(
              () -> members.enterByCode(HANA, PHONE, onPhone),
              () -> members.enterByCode(HANA, LAPTOP, onLaptop));
      var viewers = new ArrayList<ViewerId>();
      for (var done : threads.invokeAll(both)) {
        viewers.add(done.get().orElseThrow().member().viewer());
      }
      assertThat(viewers.getFirst()).isEqualTo(viewers.getLast());
    }
    assertThat(count("SELECT count(*) FROM shop_member")).isEqualTo(1);
  }

  @Test
  void aNewPasswordEndsEveryOtherSession() {
    var phone = enter(HANA, PHONE);
    var laptop = enter(HANA, LAPTOP);
    members.setPassword(phone.member(), "hash-1", phone.token());
    assertThat(members.sessions().holder(phone.token())).isPresent();
    assertThat(members.sessions().holder(laptop.token())).isEmpty();

    assertThat(members.passwordHash("HANA@example.jp")).contains("hash-1");
    assertThat(members.enterByPassword(HANA, LAPTOP, "hash-1")).isPresent();
    assertThat(members.enterByPassword(HANA, LAPTOP, "hash-0")).isEmpty();
    assertThat(members.passwordHash("ken@example.jp")).isEmpty();
  }

  @Test
  void aSessionEndsByLogoutAndByItself() {
    var entered = enter(HANA, PHONE);
    members.sessions().end(entered.token());
    assertThat(members.sessions().holder(entered.token())).isEmpty();

    change("DELETE FROM shop_login_code");
    var again = enter(HANA, PHONE);
    change("UPDATE shop_member_session SET expires_at = now() - interval '1 second'");
    assertThat(members.sessions().holder(again.token())).isEmpty();
    members.retain();
    assertThat(count("SELECT count(*) FROM shop_member_session")).isZero();
    assertThat(members.sessions().holder("")).isEmpty();
    assertThat(members.sessions().holder("x".repeat(10_000))).isEmpty();
  }

  @Test
  void anErasedMembersIdOpensNothingAndTheMailboxCanJoinAnew() {
    var entered = enter(HANA, PHONE);
    database.transaction(
        sql -> {
          members.erase(sql, PHONE);
          return true;
        });
    assertThat(members.sessions().holder(entered.token())).isEmpty();
    assertThat(members.sessions().isMember(PHONE)).isTrue();
    assertThat(count("SELECT count(*) FROM shop_member WHERE email IS NOT NULL")).isZero();

    var anew = enter(HANA, LAPTOP);
    assertThat(anew.member().viewer()).isEqualTo(LAPTOP);
    assertThat(moved).isEmpty();
  }
}
