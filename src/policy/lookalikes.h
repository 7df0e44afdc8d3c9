/* Characters that look like Latin letters and digits; after Unicode's confusables (UTS 39), those that payees' names are forged with. */
#ifndef POLICY_LOOKALIKES_H
#define POLICY_LOOKALIKES_H

#include <stdint.h>

/* Their base letters, by decomposition; '.': none. From U+00C0 to U+024F, and from U+1E00 to U+1EFF. */
static const char latin_from_c0[] = "aaaaaaaceeeeiiiidnooooo.ouuuuypsaaaaaaaceeeeiiiidnooooo.ouuuuypy"
                                    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                                    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzf"
                                    "bbbb...ccdddd...effgy.iikkl..nnooooopp.ss..ttttuu.uyyzz......s.."
                                    "i..idddlllnnnaaiioouuuuuuuuuueaaaa....ggkkoooo..jdddgg..nnaa...."
                                    "aaaaeeeeiiiioooorrrruuuusstt.3hh.d....aaeeooooooooyylntj..accl.s"
                                    "z..bu.eejjqqrryy";
static const char latin_from_1e00[] = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
                                      "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
                                      "wwwwwwwwwwxxxxyyzzzzzzhtwyaf..s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
                                      "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/* In ascending order. */
static const struct lookalike {
    uint32_t point;
    char letter;
} lookalikes[] = {
    {0x0251, 'a'}, {0x0261, 'g'}, {0x0262, 'g'}, {0x0269, 'i'}, {0x026A, 'i'}, {0x026F, 'w'}, {0x0274, 'n'},
    {0x0280, 'r'}, {0x028B, 'u'}, {0x028F, 'y'}, {0x0299, 'b'}, {0x029C, 'h'}, {0x029F, 'l'}, {0x037F, 'j'},
    {0x0386, 'a'}, {0x0388, 'e'}, {0x0389, 'h'}, {0x038A, 'i'}, {0x038C, 'o'}, {0x038E, 'y'}, {0x0390, 'i'},
    {0x0391, 'a'}, {0x0392, 'b'}, {0x0395, 'e'}, {0x0396, 'z'}, {0x0397, 'h'}, {0x0399, 'i'}, {0x039A, 'k'},
    {0x039C, 'm'}, {0x039D, 'n'}, {0x039F, 'o'}, {0x03A1, 'p'}, {0x03A4, 't'}, {0x03A5, 'y'}, {0x03A7, 'x'},
    {0x03AA, 'i'}, {0x03AB, 'y'}, {0x03AC, 'a'}, {0x03AD, 'e'}, {0x03AE, 'n'}, {0x03AF, 'i'}, {0x03B1, 'a'},
    {0x03B2, 'b'}, {0x03B5, 'e'}, {0x03B6, 'z'}, {0x03B7, 'n'}, {0x03B9, 'i'}, {0x03BA, 'k'}, {0x03BD, 'v'},
    {0x03BF, 'o'}, {0x03C1, 'p'}, {0x03C3, 'o'}, {0x03C4, 't'}, {0x03C5, 'u'}, {0x03C7, 'x'}, {0x03C9, 'w'},
    {0x03CA, 'i'}, {0x03CB, 'u'}, {0x03CC, 'o'}, {0x03CD, 'u'}, {0x03CE, 'w'}, {0x03F2, 'c'}, {0x03F3, 'j'},
    {0x03F9, 'c'}, {0x0400, 'e'}, {0x0401, 'e'}, {0x0405, 's'}, {0x0406, 'i'}, {0x0407, 'i'}, {0x0408, 'j'},
    {0x0410, 'a'}, {0x0412, 'b'}, {0x0415, 'e'}, {0x0417, '3'}, {0x041A, 'k'}, {0x041C, 'm'}, {0x041D, 'h'},
    {0x041E, 'o'}, {0x0420, 'p'}, {0x0421, 'c'}, {0x0422, 't'}, {0x0423, 'y'}, {0x0425, 'x'}, {0x042C, 'b'},
    {0x0430, 'a'}, {0x0432, 'b'}, {0x0433, 'r'}, {0x0435, 'e'}, {0x0437, '3'}, {0x043A, 'k'}, {0x043C, 'm'},
    {0x043D, 'h'}, {0x043E, 'o'}, {0x043F, 'n'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'},
    {0x0445, 'x'}, {0x044C, 'b'}, {0x0450, 'e'}, {0x0451, 'e'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0457, 'i'},
    {0x0458, 'j'}, {0x0474, 'v'}, {0x0475, 'v'}, {0x04AE, 'y'}, {0x04AF, 'y'}, {0x04BA, 'h'}, {0x04BB, 'h'},
    {0x04C0, 'l'}, {0x04CF, 'l'}, {0x04D0, 'a'}, {0x04D1, 'a'}, {0x04D2, 'a'}, {0x04D3, 'a'}, {0x04D6, 'e'},
    {0x04D7, 'e'}, {0x04E6, 'o'}, {0x04E7, 'o'}, {0x0500, 'd'}, {0x0501, 'd'}, {0x050C, 'g'}, {0x051A, 'q'},
    {0x051B, 'q'}, {0x051C, 'w'}, {0x051D, 'w'}, {0x0555, 'o'}, {0x0561, 'w'}, {0x0563, 'q'}, {0x0566, 'q'},
    {0x0570, 'h'}, {0x0578, 'n'}, {0x057C, 'n'}, {0x057D, 'u'}, {0x0581, 'g'}, {0x0584, 'f'}, {0x0585, 'o'},
    {0x05C0, 'l'}, {0x05D5, 'l'}, {0x05DF, 'l'}, {0x05E1, 'o'}, {0x0627, 'l'}, {0x0647, 'o'}, {0x0665, 'o'},
    {0x06F5, 'o'}, {0x0966, 'o'}, {0x13A0, 'd'}, {0x13A1, 'r'}, {0x13A2, 't'}, {0x13AA, 'a'}, {0x13AB, 'j'},
    {0x13AC, 'e'}, {0x13B3, 'w'}, {0x13B7, 'm'}, {0x13BB, 'h'}, {0x13C2, 'h'}, {0x13C3, 'z'}, {0x13CF, 'b'},
    {0x13D2, 'r'}, {0x13D4, 'w'}, {0x13D9, 'v'}, {0x13DA, 's'}, {0x13DE, 'l'}, {0x13DF, 'c'}, {0x13E2, 'p'},
    {0x13E6, 'k'}, {0x1D00, 'a'}, {0x1D04, 'c'}, {0x1D05, 'd'}, {0x1D07, 'e'}, {0x1D0A, 'j'}, {0x1D0B, 'k'},
    {0x1D0D, 'm'}, {0x1D0F, 'o'}, {0x1D18, 'p'}, {0x1D1B, 't'}, {0x1D1C, 'u'}, {0x1D20, 'v'}, {0x1D21, 'w'},
    {0x1D22, 'z'}, {0x2070, '0'}, {0x2071, 'i'}, {0x207F, 'n'}, {0x2080, '0'}, {0x2081, '1'}, {0x20AC, 'e'},
    {0x2102, 'c'}, {0x210A, 'g'}, {0x210B, 'h'}, {0x210C, 'h'}, {0x210D, 'h'}, {0x210E, 'h'}, {0x2110, 'i'},
    {0x2111, 'i'}, {0x2112, 'l'}, {0x2113, 'l'}, {0x2115, 'n'}, {0x2119, 'p'}, {0x211A, 'q'}, {0x211B, 'r'},
    {0x211C, 'r'}, {0x211D, 'r'}, {0x2124, 'z'}, {0x2128, 'z'}, {0x212A, 'k'}, {0x212B, 'a'}, {0x212C, 'b'},
    {0x212D, 'c'}, {0x212E, 'e'}, {0x212F, 'e'}, {0x2130, 'e'}, {0x2131, 'f'}, {0x2133, 'm'}, {0x2134, 'o'},
    {0x2139, 'i'}, {0x2160, 'i'}, {0x2164, 'v'}, {0x2169, 'x'}, {0x216C, 'l'}, {0x216D, 'c'}, {0x216E, 'd'},
    {0x216F, 'm'}, {0x2170, 'i'}, {0x2174, 'v'}, {0x2179, 'x'}, {0x217C, 'l'}, {0x217D, 'c'}, {0x217E, 'd'},
    {0x217F, 'm'}, {0x2223, 'l'}, {0x2C85, 'r'}, {0x2C8E, 'h'}, {0x2C92, 'i'}, {0x2C94, 'k'}, {0x2C98, 'm'},
    {0x2C9A, 'n'}, {0x2C9E, 'o'}, {0x2C9F, 'o'}, {0x2CA2, 'p'}, {0x2CA3, 'p'}, {0x2CA4, 'c'}, {0x2CA5, 'c'},
    {0x2CA6, 't'}, {0x2CA8, 'y'}, {0x2CAC, 'x'}, {0x3007, 'o'}, {0xA731, 's'}, {0xA7AF, 'q'},
};

#endif
