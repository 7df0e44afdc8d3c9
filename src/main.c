/* The program: everything it can do is a command of app/command/. */
#include "app/command.h"

int main(int argc, char **argv)
{
    return command_main(argc, argv);
}
