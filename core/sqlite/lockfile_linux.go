package sqlite

// setLockCommand is F_OFD_SETLK: the lock belongs to the open file. With F_SETLK it would end if any part of the program opened and closed
// the file.
const setLockCommand = 37
