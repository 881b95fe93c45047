#!/bin/sh
# A whole sequence listing from a shell script: from an empty folder to the file and its statement.
# Run it in an empty folder: sh make_listing.sh
set -eu

# What the application says about itself.
cat > general.toml <<'TOML'
file-reference = "P-100"
original-language = "en"
[applicant]
name = "Example Ltd"
[inventor]
name = "Doe, Jane"
[titles]
en = "Reporter construct with a signal peptide"
TOML

# What the laboratory has.
cat > construct.fasta <<'FASTA'
>reporter construct pR1
ttgacaattaatcatcggctcgtataatgtgtggaattgtgagcggataacaatttcacacaggaaacagct
atgaaaaagacagctatcgcgattgcagtggcactggctggtttcgctaccgtagcgcaggcctaaggatcc
FASTA
cat > primers.fasta <<'FASTA'
>fwd
ttgacaattaatcatcggctcg
>rev
ggatccttaggcctgcgctacg
FASTA

# The project, and what goes into it.
seqtool project new reporter.seqproj
seqtool project set reporter.seqproj --general general.toml
seqtool project add reporter.seqproj construct.fasta primers.fasta \
    --moltype DNA --organism "synthetic construct" --mol-type "other DNA"

# Features of SEQ ID NO: 1; its coding sequence is translated, and the protein listed.
seqtool project feature add reporter.seqproj 1 regulatory 1..36 -q regulatory_class=promoter
seqtool project feature add reporter.seqproj 1 CDS 73..138 -q product="signal peptide" -q transl_table=11
seqtool project translate reporter.seqproj
seqtool project feature add reporter.seqproj 2-3 misc_feature -q note="primer for the construct of SEQ ID NO: 1"

# The protein right behind its coding sequence: all that names the others follows.
seqtool project move reporter.seqproj 4 2

# Checked, written, and marked as filed.
seqtool project validate reporter.seqproj
seqtool project generate reporter.seqproj -o P-100.xml --receipt receipt.json
seqtool project statements write reporter.seqproj us-incorporation -o statement.txt
seqtool project file reporter.seqproj --note "with the application"
