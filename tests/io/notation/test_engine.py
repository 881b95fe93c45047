"""What the notation gives passes the engine: no error, no warning."""

from __future__ import annotations

from pathlib import Path

import pytest
from support_notation import EXPECTED, TABLE, listing, oligo, peptide

from seqtool.insdc.alphabet import THREE_LETTER
from seqtool.io.notation.symbols import listed

OLIGOS = [
    "mA*fC*mG*fU*mA*fC*mGfUmAfC*mG*mA",
    "VPmUsfAsmCfGmUfAmCfGmUfAmC(invAb)",
    "GAUCGAUCGAUCGAUCGTT; all linkages phosphorothioate",
    "AesGesmCesTesAdsGdsTdsmCdsAdsGdsAesTesmCeAe",
    "AUGCAUGCAUGCAUUGC; all U are N1-methylpseudouridine",
    "ACGTACGTACGT; all C are 5-methylcytosine; PS backbone",
    "5'-/5Phos/ACGTACG/ideoxyU/ACG/idSp/GGT/3InvdT/-3'",
    "ATGCATGCATGC-/iSpC3/-CGGCATGCATGC",
    "rArCrGrTrArCrGrUrArCrG",
    "+A+C+GACGTACGTAC+G+T",
    "ACGTACGTACGTI*CC",
    "ACGTACGTACGT; PNA",
]
PEPTIDES = [
    "Ac-RYYRWK-NH2",
    "cyclo(D-Ala-D-Glu-Lys-Nle-Gly-D-Met-D-Nle)",
    "CYFQNCPRG-NH2 (Disulfide bridge: 1-6)",
    "Nle-Asp-His-D-Phe-Arg-Trp-Lys (Lactam bridge: 2-7)",
    "LTF(R8)EYWAQ(S5)SAA; stapled",
    "VAFW-PEG4-GKKKK",
    "RRGRR; all D",
    "{pSer}AA{d-Ala}{Nle}K(Ac)LC(Acm)",
]
FORMULAS = ["P[RK]TNXX", "(GGGGS)n, n=1-5", "X1-Y-X2-X3(4-6)KLM; X1 = A or V", "EEX(2,4)-{P}-[DN]"]


def _clean(rows: list[tuple[str, str]], tmp_path: Path, **choices: object) -> None:
    done, _ = listing(rows, tmp_path, **choices)
    bad = [f for f in done.result.findings if f.severity in ("error", "warning") and f.code not in EXPECTED]
    assert not bad, [(f.code, f.message, f.value) for f in bad]
    assert done.sequences


def test_examples(tmp_path: Path) -> None:
    rows = [(f"o{i}", text) for i, text in enumerate(OLIGOS)] + [
        (f"p{i}", text) for i, text in enumerate(PEPTIDES)
    ]
    _clean(rows, tmp_path, thymine="deoxy")
    _clean([("long", "AUGCUUAC" * 250 + "; all U are pseudouridine")], tmp_path)


def test_formulas(tmp_path: Path) -> None:
    _clean([(f"f{i}", text) for i, text in enumerate(FORMULAS)], tmp_path, moltype="AA", members="all")


def test_every_symbol_of_the_table(tmp_path: Path) -> None:
    rows: list[tuple[str, str]] = []
    for text, symbols in TABLE.oligo.items():
        for symbol in symbols:
            here = f"[{text}]"
            if symbol.kind == "residue":
                whole = f"[rA][rC][rG][rU][rA]{here}[rC][rG][rU][rA][rC]"
            elif symbol.kind in ("five", "end", "spacer"):
                whole = f"{here}[rA][rC][rG][rU][rA][rC][rG][rU][rA][rC]"
            elif symbol.kind == "three":
                whole = f"[rA][rC][rG][rU][rA][rC][rG][rU][rA][rC]{here}"
            elif symbol.kind == "link":
                whole = f"[rA][rC]{here}[rG][rU][rA][rC][rG][rU][rA][rC]"
            else:
                continue
            parsed = oligo(whole, moltype="RNA")
            assert len(parsed.sequences) == 1, (text, parsed.errors, parsed.questions)
            rows.append((f"o{len(rows)}", whole))
    for text, symbols in TABLE.peptide.items():
        for symbol in symbols:
            whole = {
                "residue": f"K-({text})-LMK",
                "nterm": f"{text}-KLMK",
                "cterm": f"KLMK-{text}",
                "side": f"KLMK{(symbol.letter or 'K')[0].replace('*', 'K')}({text})K",
                "linker": f"KLMK-({text})-KLMK",
            }[symbol.kind]
            parsed = peptide(whole)
            assert parsed.sequences, (text, symbol.kind, parsed.errors, parsed.questions)
            rows.append((f"p{len(rows)}", whole))
    _clean(rows, tmp_path, moltype="RNA")


def test_names_of_the_tables_are_abbreviated() -> None:
    assert listed(False)["2'-o-methylcytidine"] == "cm"
    for text, symbols in TABLE.oligo.items():
        for symbol in symbols:
            assert "{" not in symbol.name.replace("{end}", ""), text
    for code in THREE_LETTER.values():
        assert peptide(f"{code}-Ala-Ala-Ala").sequences


@pytest.mark.parametrize("text", OLIGOS)
def test_segments_tile(text: str) -> None:
    for made in oligo(text, thymine="deoxy").sequences:
        notes = [f for f in made.features if f.qualifiers[-1].value in ("DNA", "RNA")]
        assert bool(notes) == made.mixed
        if made.mixed:
            covered = [
                n
                for f in notes
                for n in range(int(f.location.split("..")[0]), int(f.location.split("..")[-1]) + 1)
            ]
            assert covered == list(range(1, len(made.residues) + 1))
            assert (made.moltype, made.organism, made.mol_type) == ("DNA", "synthetic construct", "other DNA")
