package dev.ductile.eval;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Dependencies point one way: eval → agent → replay, env → base; engines are plugged into the
 * agent.
 */
class ModuleBoundariesTest {
  private static final String BASE = "dev.ductile.base..";
  private static final String ENV = "dev.ductile.env..";
  private static final String REPLAY = "dev.ductile.replay..";
  private static final String AGENT = "dev.ductile.agent..";
  private static final String EVAL = "dev.ductile.eval..";
  private static final String[] ENGINES = {
    "dev.ductile.agent.tensorflow..", "dev.ductile.agent.dl4j.."
  };
  private static final String[] ENGINE_LIBRARIES = {
    "org.tensorflow..", "org.nd4j..", "org.deeplearning4j..", "org.bytedeco.."
  };

  private final JavaClasses production = ProductionClasses.ALL;

  @Test
  void everyModuleIsLookedAt() {
    Set<String> modules = new TreeSet<>();
    production.forEach(c -> modules.add(c.getPackageName().split("\\.", 4)[2]));
    assertThat(modules).containsExactly("agent", "base", "env", "eval", "replay");
    assertThat(production.containPackage("dev.ductile.agent.tensorflow")).isTrue();
    assertThat(production.contain("dev.ductile.agent.learner.Learner")).isTrue();
  }

  @Test
  void baseKnowsOnlyItself() {
    noClasses()
        .that()
        .resideInAPackage(BASE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ENV, REPLAY, AGENT, EVAL, "picocli..", "org.tensorflow..")
        .check(production);
  }

  @Test
  void envKnowsOnlyBaseAndItself() {
    noClasses()
        .that()
        .resideInAPackage(ENV)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(REPLAY, AGENT, EVAL, "picocli..", "org.tensorflow..")
        .check(production);
  }

  @Test
  void replayKnowsOnlyBaseAndItself() {
    noClasses()
        .that()
        .resideInAPackage(REPLAY)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ENV, AGENT, EVAL, "picocli..", "org.tensorflow..", "com.sun.jna..")
        .check(production);
  }

  @Test
  void agentCoreKnowsNoEngine() {
    noClasses()
        .that()
        .resideInAPackage(AGENT)
        .and()
        .resideOutsideOfPackages(ENGINES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ENGINES)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(ENGINE_LIBRARIES)
        .check(production);
  }

  @Test
  void agentKnowsNeitherEvaluationNorTheCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage(AGENT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(EVAL, "picocli..")
        .check(production);
  }

  @Test
  void nothingDependsOnEval() {
    classes()
        .that()
        .resideInAPackage(EVAL)
        .should()
        .onlyHaveDependentClassesThat(resideInAPackage(EVAL))
        .check(production);
  }

  @Test
  void enginesDependOnAgentCoreOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(ENGINES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ENV, REPLAY, EVAL, "picocli..")
        .check(production);
  }

  @Test
  void evaluationKnowsNoEngine() {
    noClasses()
        .that()
        .resideInAPackage(EVAL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ENGINES)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tensorflow..", "org.nd4j..")
        .check(production);
  }

  @Test
  void onlyTheEmulatorBindingAndTheRoomForNativeLibrariesCallNativeCode() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.ductile.env.emulator..", "dev.ductile.base.natives..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(production);
  }

  /** Packages one by one, each module's root among them. */
  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.ductile.(**)").should().beFreeOfCycles().check(production);
  }

  @Test
  void modulesHaveNoCycles() {
    slices().matching("dev.ductile.(*)..").should().beFreeOfCycles().check(production);
  }
}
