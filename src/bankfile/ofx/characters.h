/* Character references of SGML and XML. */
#ifndef BANKFILE_OFX_CHARACTERS_H
#define BANKFILE_OFX_CHARACTERS_H

#include "base/text.h"

/* Replaces &amp; &lt; &gt; &quot; &apos; &nbsp; &#233; &#xE9; in place and returns the new length, which is
 * never larger. A bare '&' and names that only a document type could define stay as they are. */
size_t characters_decode(char *at, size_t len);

#endif
