/** What maps in the kernel and their twins in the JVM share. */
package bpf4j.maps.internal;
