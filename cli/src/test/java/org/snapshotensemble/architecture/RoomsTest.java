package org.snapshotensemble.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms and the arrows between them, which go one way. */
@AnalyzeClasses(packages = "org.snapshotensemble", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    @ArchTest
    static final ArchRule modules_leanOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("schedule")
            .definedBy("org.snapshotensemble.schedule..")
            .layer("core")
            .definedBy(
                    "org.snapshotensemble.archive..",
                    "org.snapshotensemble.averaging..",
                    "org.snapshotensemble.backend..",
                    "org.snapshotensemble.checkpoint..",
                    "org.snapshotensemble.data..",
                    "org.snapshotensemble.files..",
                    "org.snapshotensemble.forward..",
                    "org.snapshotensemble.model..",
                    "org.snapshotensemble.network..",
                    "org.snapshotensemble.onednn..",
                    "org.snapshotensemble.snapshot..",
                    "org.snapshotensemble.train..",
                    "org.snapshotensemble.ensemble..",
                    "org.snapshotensemble.validation..")
            .layer("evaluation")
            .definedBy("org.snapshotensemble.evaluation..")
            .layer("command")
            .definedBy("org.snapshotensemble.cli..")
            .whereLayer("command")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("evaluation")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("evaluation", "command");

    @ArchTest
    static final ArchRule everyClass_hasARoom = classes()
            .should()
            .resideInAnyPackage(
                    "org.snapshotensemble.schedule..",
                    "org.snapshotensemble.archive..",
                    "org.snapshotensemble.averaging..",
                    "org.snapshotensemble.backend..",
                    "org.snapshotensemble.checkpoint..",
                    "org.snapshotensemble.data..",
                    "org.snapshotensemble.files..",
                    "org.snapshotensemble.forward..",
                    "org.snapshotensemble.model..",
                    "org.snapshotensemble.network..",
                    "org.snapshotensemble.onednn..",
                    "org.snapshotensemble.snapshot..",
                    "org.snapshotensemble.train..",
                    "org.snapshotensemble.ensemble..",
                    "org.snapshotensemble.validation..",
                    "org.snapshotensemble.evaluation..",
                    "org.snapshotensemble.cli..",
                    "gg.jte.generated..");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("org.snapshotensemble.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule spark_isLeanedOnByNone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snapshotensemble.spark..", "org.apache.spark..", "scala..");

    @ArchTest
    static final ArchRule schedule_leansOnTheJdkAlone = classes()
            .that()
            .resideInAPackage("org.snapshotensemble.schedule..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.snapshotensemble.schedule..");

    @ArchTest
    static final ArchRule backend_knowsNothingOfTheProject = noClasses()
            .that()
            .resideInAPackage("org.snapshotensemble.backend..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.snapshotensemble..")
                    .and(resideOutsideOfPackages("org.snapshotensemble.backend..", "org.snapshotensemble.onednn..")));

    @ArchTest
    static final ArchRule oneDnn_knowsNothingOfTheProject = noClasses()
            .that()
            .resideInAPackage("org.snapshotensemble.onednn..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.snapshotensemble..")
                    .and(resideOutsideOfPackage("org.snapshotensemble.onednn..")));

    @ArchTest
    static final ArchRule forwardPasses_knowLayersAlone = noClasses()
            .that()
            .resideInAPackage("org.snapshotensemble.forward..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.snapshotensemble..")
                    .and(resideOutsideOfPackages(
                            "org.snapshotensemble.forward..",
                            "org.snapshotensemble.backend..",
                            "org.snapshotensemble.onednn..")));

    @ArchTest
    static final ArchRule checkpoints_knowNoRuns = noClasses()
            .that()
            .resideInAPackage("org.snapshotensemble.checkpoint..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.snapshotensemble.snapshot..",
                    "org.snapshotensemble.train..",
                    "org.snapshotensemble.ensemble..",
                    "org.snapshotensemble.schedule..");

    @ArchTest
    static final ArchRule readingOfFiles_knowsNothingOfWhatTheyAreFor = noClasses()
            .that()
            .resideInAPackage("org.snapshotensemble.archive..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.snapshotensemble..")
                    .and(resideOutsideOfPackages("org.snapshotensemble.archive..", "org.snapshotensemble.files..")));

    @ArchTest
    static final ArchRule deeplearning4jsOwnReaders_areNotUsed = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.deeplearning4j.util.ModelSerializer")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .callMethod("org.nd4j.linalg.factory.Nd4j", "read", "java.io.DataInputStream")
            .orShould()
            .callMethod("org.nd4j.linalg.factory.Nd4j", "read", "java.io.InputStream");

    @ArchTest
    static final ArchRule snapshots_knowNoEnsembleAndNoTrainer = noClasses()
            .that()
            .resideInAPackage("org.snapshotensemble.snapshot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snapshotensemble.ensemble..", "org.snapshotensemble.train..");

    @ArchTest
    static final ArchRule ensembles_knowNoTraining = noClasses()
            .that()
            .resideInAnyPackage("org.snapshotensemble.ensemble..", "org.snapshotensemble.validation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snapshotensemble.train..", "org.snapshotensemble.schedule..");

    @ArchTest
    static final ArchRule averaging_knowsNoTraining = noClasses()
            .that()
            .resideInAPackage("org.snapshotensemble.averaging..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snapshotensemble.train..", "org.snapshotensemble.schedule..");

    @ArchTest
    static final ArchRule theTwoKindsOfNetwork_areToldApartInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages("org.snapshotensemble.network..", "org.snapshotensemble.model..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.deeplearning4j.nn.graph.ComputationGraph")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.deeplearning4j.nn.multilayer.MultiLayerNetwork");

    @ArchTest
    static final ArchRule measuring_knowsNoDrawing = noClasses()
            .that()
            .resideInAPackage("org.snapshotensemble.evaluation")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snapshotensemble.evaluation.render..");
}
