// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/mergedcells.h"
#include "core/catalogue/rowtext.h"
#include "core/catalogue/sharedtexts.h"
#include "core/catalogue/workbook.h"

namespace chancery::catalogue {

/// One sheet as CSV. A record's line is the sheet's row. Rows without any text are left out, as empty lines are; every
/// other has at least as many cells as the first. Texts stay as they are, numbers come as shown (NumberFormat), truth
/// values as TRUE and FALSE. The memory it takes grows only with the texts that the cells share.
class SheetText : public RowText
{
public:
    static Result<std::unique_ptr<SheetText>> open(std::unique_ptr<Workbook> workbook, const Sheet &sheet,
                                                   MergedCells merged);

    qint64 position() const override;

private:
    struct Cell
    {
        std::size_t begin = 0; ///< in m_cells
        std::size_t size = 0;
    };

    SheetText(std::unique_ptr<Workbook> workbook, std::unique_ptr<XmlPart> part, SharedTexts texts, MergedCells merged);
    Result<More> produce() override;
    Result<Nothing> readRow();
    Result<Nothing> readCell();
    Result<Nothing> addText(QStringView type, int style, const QString &value);
    void addBytes(std::string_view text);
    void markMerged(std::size_t columns);
    void finishRow();

    std::unique_ptr<Workbook> m_workbook;
    std::unique_ptr<XmlPart> m_part;
    SharedTexts m_texts;
    MergedCells m_merged;
    bool m_isInData = false;
    qint64 m_row = 0; ///< from 1
    int m_column = -1;
    std::size_t m_width = 0; ///< cells of the first row
    RowFacts m_facts;
    ByteBuffer m_cells; ///< texts of the row
    std::vector<Cell> m_places;
    ByteBuffer m_line;
};

} // namespace chancery::catalogue
