/* Proposals as the API shows them: what proposal_write writes. */
#ifndef API_SHAPES_PROPOSAL_H
#define API_SHAPES_PROPOSAL_H

#include "api/route.h"

extern const struct api_shape proposal_shape;

#endif
