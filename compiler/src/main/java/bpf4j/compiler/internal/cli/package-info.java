/**
 * What runs from a command line: {@link bpf4j.compiler.internal.cli.Main}, the class behind {@code
 * java -jar bpf4j-all.jar}, with one class for each of its commands. {@link
 * bpf4j.compiler.internal.cli.MainJob} counts packets, {@link
 * bpf4j.compiler.internal.cli.doctor.Doctor} tells what this machine can do. A command that cannot
 * go on throws a {@link bpf4j.compiler.internal.cli.CommandException}; {@link
 * bpf4j.compiler.internal.cli.Commands} turns that, and the library's own exceptions, into one line
 * and an exit status.
 */
package bpf4j.compiler.internal.cli;
