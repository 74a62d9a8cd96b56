// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Nothing: a target must have a source, and all this one is for are its precompiled headers (tests/CMakeLists.txt).
