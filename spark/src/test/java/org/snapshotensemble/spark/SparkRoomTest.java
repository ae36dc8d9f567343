package org.snapshotensemble.spark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.spark.SparkContext;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** What this room leans on, and that the others do not lean on it. */
@AnalyzeClasses(packages = "org.snapshotensemble", importOptions = ImportOption.DoNotIncludeTests.class)
class SparkRoomTest {

    @ArchTest
    static final ArchRule spark_isUsedByItsJavaApiAlone = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "scala..")
                    .and(JavaClass.Predicates.resideOutsideOfPackages(
                            "org.apache.spark.api.java..", "org.apache.spark.broadcast.."))
                    .and(DescribedPredicate.not(
                            JavaClass.Predicates.belongToAnyOf(SparkContext.class, StorageLevel.class, Tuple2.class))));

    @ArchTest
    static final ArchRule otherRooms_knowNothingOfSpark = noClasses()
            .that()
            .resideOutsideOfPackage("org.snapshotensemble.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snapshotensemble.spark..", "org.apache.spark..", "scala..");

    @ArchTest
    static final ArchRule spark_leansOnTheLibraryAlone = classes()
            .that(resideInAPackage("org.snapshotensemble.spark.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "com.google.common..",
                    "org.slf4j..",
                    "org.nd4j..",
                    "org.bytedeco.javacpp..",
                    "org.apache.spark..",
                    "scala..",
                    "org.snapshotensemble.."));
}
