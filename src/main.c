#include "bankfile/bankfile.h"

int main(void)
{
    return bankfile_format_names()[0] == NULL;
}
