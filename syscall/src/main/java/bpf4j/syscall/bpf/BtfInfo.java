package bpf4j.syscall.bpf;

/**
 * What the kernel says about loaded type information ({@code struct bpf_btf_info}).
 *
 * @param id its id, unique while it exists
 * @param size bytes of the blob
 * @param name the module it belongs to, {@code vmlinux} for the kernel, empty for user space's
 *     (Linux 5.11)
 * @param kernel whether it is the kernel's or a module's own (Linux 5.11)
 */
public record BtfInfo(int id, int size, String name, boolean kernel) {}
