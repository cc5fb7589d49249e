package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.junit.jupiter.api.Test;

class NodeRoleTest {
  @Test
  void rolesAreReadByName() {
    assertThat(NodeRole.parse(List.of("relay"))).containsExactly(NodeRole.RELAY);
    assertThat(NodeRole.parse(List.of("web", " ingest", "shop", "relay")))
        .isEqualTo(NodeRole.all());
  }

  @Test
  void anUnknownRoleIsRefusedWithTheOnesThereAre() {
    assertThatThrownBy(() -> NodeRole.parse(List.of("relay", "chat")))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("'chat'")
        .hasMessageContaining("ingest,relay,shop,web");
    assertThatThrownBy(() -> NodeRole.parse(List.of())).isInstanceOf(StartupProblem.class);
  }

  @Test
  void someOfTheRolesNeedADatabaseThatOthersShare() {
    assertThatThrownBy(() -> Assembly.start(NigiwaiConfig.defaults(), EnumSet.of(NodeRole.RELAY)))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("relay")
        .hasMessageContaining("NIGIWAI_DATABASE_URL");
  }

  @Test
  void aNodeWithoutTheRoleSaysSoAndAFullOneSaysNotFound() {
    assertThat(NodeRole.nothingHere(NodeRole.all()).status()).isEqualTo(404);
    var elsewhere = NodeRole.nothingHere(EnumSet.of(NodeRole.RELAY));
    assertThat(elsewhere.status()).isEqualTo(421);
    assertThat(elsewhere.code()).isEqualTo("other_node");
  }
}
