/**
 * The producing side of user ring buffers: {@link bpf4j.maps.internal.ring.UserRing} has the
 * positions, {@link bpf4j.maps.internal.ring.RecordWriter} writes records into it, a {@link
 * bpf4j.maps.internal.ring.Room} waits for room. The same for rings of the kernel and of the JVM.
 */
package bpf4j.maps.internal.ring;
