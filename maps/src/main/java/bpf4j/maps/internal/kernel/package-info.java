/**
 * Maps in the kernel.
 *
 * <p>{@code KernelMap} owns the descriptor; its subclasses are the typed collections, one per
 * shape. {@code MapCreation} makes maps with BTF. Keys and values of single calls lie in each
 * thread's {@link bpf4j.syscall.bpf.ElementCall}; {@code MapWalk} goes through all entries in
 * batches or key by key, in memory of its own.
 */
package bpf4j.maps.internal.kernel;
