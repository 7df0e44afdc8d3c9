/* State in memory, under what every driver promises. */
#include "conformance/state_suite.h"

int main(void)
{
    static const struct state_suite suite = {.name = "embedded", .driver = &state_embedded};
    return state_suite_run(&suite);
}
