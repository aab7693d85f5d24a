/**
 * Maps in the kernel.
 *
 * <p>{@code KernelMap} owns the descriptor; its subclasses are the typed collections, one per
 * shape. {@code MapCreation} makes maps with BTF, {@code Scratch} lends each thread native memory
 * for one call's key and value, {@code MapWalk} goes through all entries in batches or key by key.
 */
package bpf4j.maps.internal.kernel;
