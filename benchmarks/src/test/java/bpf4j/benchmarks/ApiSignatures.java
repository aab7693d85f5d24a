package bpf4j.benchmarks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** What a user of the library can see of a class: its supertypes and its accessible members. */
final class ApiSignatures {
  private ApiSignatures() {}

  /** Is this a class that a user can name: public in an API package, as are those around it. */
  static boolean isApi(JavaClass type) {
    if (isInternal(type) || !isAccessible(type.getModifiers())) {
      return false;
    }
    return type.getEnclosingClass().map(ApiSignatures::isApi).orElse(true);
  }

  static ArchCondition<JavaClass> showNothingInternal() {
    return new ArchCondition<>("show no internal type in their signatures") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getSuperclass().ifPresent(shown -> report(type, "extends", shown, events));
        type.getInterfaces().forEach(shown -> report(type, "implements", shown, events));
        type.getTypeParameters()
            .forEach(parameter -> report(type, "has a type parameter of", parameter, events));
        type.getFields().forEach(field -> report(type, field, field.getType(), events));
        for (JavaCodeUnit unit : type.getCodeUnits()) {
          report(type, unit, unit.getReturnType(), events);
          unit.getParameterTypes().forEach(shown -> report(type, unit, shown, events));
          unit.getTypeParameters().forEach(shown -> report(type, unit, shown, events));
          unit.getThrowsClause().forEach(thrown -> report(type, unit, thrown.getRawType(), events));
        }
      }
    };
  }

  private static void report(
      JavaClass type, JavaMember member, JavaType shown, ConditionEvents events) {
    Set<JavaModifier> modifiers = member.getModifiers();
    if (isAccessible(modifiers) && !modifiers.contains(JavaModifier.SYNTHETIC)) {
      report(type, "has " + member.getDescription() + " with", shown, events);
    }
  }

  private static void report(JavaClass type, String how, JavaType shown, ConditionEvents events) {
    for (JavaClass involved : shown.getAllInvolvedRawTypes()) {
      if (isInternal(involved.getBaseComponentType())) {
        events.add(
            SimpleConditionEvent.violated(
                type, type.getName() + " " + how + " internal " + involved.getName()));
      }
    }
  }

  private static boolean isAccessible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean isInternal(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith("bpf4j.") && (name.endsWith(".internal") || name.contains(".internal."));
  }
}
