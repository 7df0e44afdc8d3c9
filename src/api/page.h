/* What pages share: the frame, the style sheet, money. */
#ifndef API_PAGE_H
#define API_PAGE_H

#include "http/server.h"
#include "ledger/currency.h"

void page_begin(struct buf *out, const char *title);
void page_end(struct buf *out);
/* "−1,234.56 €"-like: grouped, with the currency's code; negative amounts are marked for the style sheet. */
void page_money(struct buf *out, int64_t minor, currency cur);

#endif
