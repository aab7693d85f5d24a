/**
 * Java types as C memory.
 *
 * <p>Start at {@link bpf4j.maps.layout.Layout}: {@code Layout.of(Flow.class)} reads a class by
 * reflection, once, into a tree of {@link bpf4j.maps.layout.ScalarLayout}, {@link
 * bpf4j.maps.layout.StringLayout}, {@link bpf4j.maps.layout.ArrayLayout} and {@link
 * bpf4j.maps.layout.StructLayout}, which says everything about size, offsets and encoding. The
 * annotations ({@link bpf4j.maps.layout.U8} and its like, {@link bpf4j.maps.layout.Size}, {@link
 * bpf4j.maps.layout.BigEndian}) stand on fields, record components and the methods of interfaces
 * that describe headers. {@code LayoutReader} does the reading, {@code StructCodecs} makes the code
 * that moves structs between Java and memory, {@code CWriter} prints C.
 */
package bpf4j.maps.layout;
