#!/usr/bin/env python3
"""embed.py NAME INPUT OUTPUT.S: an assembly file that puts the bytes of INPUT between the symbols NAME and NAME_end."""
import os
import sys

name, source, output = sys.argv[1:]
with open(output, "w", encoding="utf-8") as f:
    f.write("    .section .rodata\n    .balign 64\n")
    for symbol in (name, name + "_end"):
        f.write(f"    .globl {symbol}\n    .hidden {symbol}\n    .type {symbol}, %object\n")
    f.write(f'{name}:\n    .incbin "{os.path.abspath(source)}"\n{name}_end:\n    .byte 0\n')
    f.write('    .section .note.GNU-stack,"",%progbits\n')
