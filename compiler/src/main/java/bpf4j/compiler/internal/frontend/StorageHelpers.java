package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Helper.Since;
import bpf4j.maps.BpfMap;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ProgramType;
import java.util.Arrays;

/** The helpers of storages at objects of the kernel. They never run on the JVM. */
final class StorageHelpers {
  private StorageHelpers() {}

  /** The declaration of one of them. */
  static Helper of(String name) {
    return Arrays.stream(StorageHelpers.class.getDeclaredMethods())
        .map(method -> method.getAnnotation(Helper.class))
        .filter(helper -> helper != null && helper.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  @Helper(
      id = 107,
      name = "sk_storage_get",
      since = "5.2",
      sinceFor = {
        @Since(programType = ProgramType.CGROUP_SOCKOPT, kernel = "5.3"),
        @Since(programType = ProgramType.SOCK_OPS, kernel = "5.3"),
        @Since(programType = ProgramType.CGROUP_SOCK, kernel = "5.9")
      },
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.CGROUP_SKB,
        ProgramType.CGROUP_SOCK,
        ProgramType.CGROUP_SOCK_ADDR,
        ProgramType.CGROUP_SOCKOPT,
        ProgramType.SOCK_OPS,
        ProgramType.SK_MSG,
        ProgramType.STRUCT_OPS
      },
      arguments = {Argument.MAP, Argument.SOCKET_COMMON, Argument.MAP_VALUE, Argument.VALUE},
      mapTypes = MapType.SK_STORAGE,
      result = Result.MAP_VALUE_OR_NULL)
  static Object socketGet(BpfMap map, Object socket, Object value, long flags) {
    throw inKernelOnly();
  }

  @Helper(
      id = 108,
      name = "sk_storage_delete",
      since = "5.2",
      sinceFor = {
        @Since(programType = ProgramType.CGROUP_SOCKOPT, kernel = "5.3"),
        @Since(programType = ProgramType.SOCK_OPS, kernel = "5.3")
      },
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.CGROUP_SKB,
        ProgramType.CGROUP_SOCK_ADDR,
        ProgramType.CGROUP_SOCKOPT,
        ProgramType.SOCK_OPS,
        ProgramType.SK_MSG,
        ProgramType.STRUCT_OPS
      },
      arguments = {Argument.MAP, Argument.SOCKET_COMMON},
      mapTypes = MapType.SK_STORAGE,
      result = Result.STATUS)
  static long socketDelete(BpfMap map, Object socket) {
    throw inKernelOnly();
  }

  @Helper(
      id = 156,
      name = "task_storage_get",
      since = "5.11",
      arguments = {Argument.MAP, Argument.BTF_POINTER, Argument.MAP_VALUE, Argument.VALUE},
      mapTypes = MapType.TASK_STORAGE,
      result = Result.MAP_VALUE_OR_NULL)
  static Object taskGet(BpfMap map, Object task, Object value, long flags) {
    throw inKernelOnly();
  }

  @Helper(
      id = 157,
      name = "task_storage_delete",
      since = "5.11",
      arguments = {Argument.MAP, Argument.BTF_POINTER},
      mapTypes = MapType.TASK_STORAGE,
      result = Result.STATUS)
  static long taskDelete(BpfMap map, Object task) {
    throw inKernelOnly();
  }

  @Helper(
      id = 158,
      name = "get_current_task_btf",
      since = "5.11",
      gplOnly = true,
      result = Result.BTF_POINTER)
  static Object currentTask() {
    throw inKernelOnly();
  }

  @Helper(
      id = 210,
      name = "cgrp_storage_get",
      since = "6.2",
      arguments = {Argument.MAP, Argument.BTF_POINTER, Argument.MAP_VALUE, Argument.VALUE},
      mapTypes = MapType.CGRP_STORAGE,
      result = Result.MAP_VALUE_OR_NULL)
  static Object groupGet(BpfMap map, Object group, Object value, long flags) {
    throw inKernelOnly();
  }

  @Helper(
      id = 211,
      name = "cgrp_storage_delete",
      since = "6.2",
      arguments = {Argument.MAP, Argument.BTF_POINTER},
      mapTypes = MapType.CGRP_STORAGE,
      result = Result.STATUS)
  static long groupDelete(BpfMap map, Object group) {
    throw inKernelOnly();
  }

  private static IllegalStateException inKernelOnly() {
    return new IllegalStateException("storages' helpers exist in the kernel only");
  }
}
