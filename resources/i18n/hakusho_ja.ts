<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_US">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Hakusho</source>
        <translation>Hakusho について</translation>
    </message>
    <message>
        <source>Hakusho {0}</source>
        <translation>Hakusho {0}</translation>
    </message>
    <message>
        <source>An offline reader for Japanese white papers. Free software under the GNU Affero General Public License, version 3 or later. It never goes online.</source>
        <translation>白書をオフラインで読むためのリーダーです。GNU Affero General Public License 第3版以降に基づく自由ソフトウェアです。ネットワークには接続しません。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>移動(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>書き込み(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Side panel stands</source>
        <translation>サイドパネルの位置</translation>
    </message>
    <message>
        <source>&amp;Open files…</source>
        <translation>ファイルを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>フォルダーを開く(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Reading order of the files…</source>
        <translation>ファイルを読む順番(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Export notes…</source>
        <translation>書き込みのエクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Import notes…</source>
        <translation>書き込みのインポート(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy citation &amp;only</source>
        <translation>出典だけをコピー(&amp;O)</translation>
    </message>
    <message>
        <source>Citation of this pap&amp;er…</source>
        <translation>この文書の出典情報(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>検索(&amp;F)</translation>
    </message>
    <message>
        <source>Next &amp;hit</source>
        <translation>次の一致(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous hit</source>
        <translation>前の一致(&amp;P)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>拡大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>縮小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>実際の大きさ(&amp;A)</translation>
    </message>
    <message>
        <source>Fit &amp;width</source>
        <translation>幅に合わせる(&amp;W)</translation>
    </message>
    <message>
        <source>Fit &amp;page</source>
        <translation>ページ全体を表示(&amp;P)</translation>
    </message>
    <message>
        <source>Fit &amp;text column</source>
        <translation>本文の段に合わせる(&amp;T)</translation>
    </message>
    <message>
        <source>Pages &amp;below one another</source>
        <translation>ページを縦に並べる(&amp;B)</translation>
    </message>
    <message>
        <source>One pa&amp;ge at a time</source>
        <translation>1ページずつ表示(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Facing pages</source>
        <translation>見開き表示(&amp;F)</translation>
    </message>
    <message>
        <source>Turn &amp;clockwise</source>
        <translation>右に回転(&amp;C)</translation>
    </message>
    <message>
        <source>Tur&amp;n counterclockwise</source>
        <translation>左に回転(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Left panel</source>
        <translation>左のパネル(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Side panel</source>
        <translation>サイドパネル(&amp;S)</translation>
    </message>
    <message>
        <source>At the &amp;right</source>
        <translation>右(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Below the pages</source>
        <translation>ページの下(&amp;B)</translation>
    </message>
    <message>
        <source>In a window of its &amp;own</source>
        <translation>別ウィンドウ(&amp;O)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全画面表示(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>進む(&amp;F)</translation>
    </message>
    <message>
        <source>Go to &amp;page…</source>
        <translation>ページへ移動(&amp;P)…</translation>
    </message>
    <message>
        <source>Pick by &amp;letters</source>
        <translation>文字で選ぶ(&amp;L)</translation>
    </message>
    <message>
        <source>Go to &amp;definition</source>
        <translation>定義へ移動(&amp;D)</translation>
    </message>
    <message>
        <source>Next &amp;use</source>
        <translation>次の使用箇所(&amp;U)</translation>
    </message>
    <message>
        <source>P&amp;revious use</source>
        <translation>前の使用箇所(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Bookmark this place</source>
        <translation>ここにしおりを付ける(&amp;B)</translation>
    </message>
    <message>
        <source>Boo&amp;kmarks</source>
        <translation>しおり一覧(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Highlight the selection</source>
        <translation>選択範囲をハイライト(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Take over the file&apos;s own annotations</source>
        <translation>ファイル内の注釈を自分の書き込みにする(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;All notes…</source>
        <translation>すべての書き込み(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Restore notes from a backup…</source>
        <translation>バックアップから書き込みを復元(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>キーボードショートカット(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Hakusho</source>
        <translation>Hakusho について(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation>新しいウィンドウ(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>ウィンドウを閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Nig&amp;ht colours</source>
        <translation>夜間の配色(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Ruler under the line</source>
        <translation>読書用の定規(&amp;R)</translation>
    </message>
    <message>
        <source>Pr&amp;esentation</source>
        <translation>スライド表示(&amp;E)</translation>
    </message>
    <message>
        <source>Rea&amp;ding view</source>
        <translation>リーディング表示(&amp;D)</translation>
    </message>
    <message>
        <source>Larger te&amp;xt in the reading view</source>
        <translation>リーディング表示の文字を大きく(&amp;X)</translation>
    </message>
    <message>
        <source>S&amp;maller text in the reading view</source>
        <translation>リーディング表示の文字を小さく(&amp;M)</translation>
    </message>
    <message>
        <source>Second &amp;view</source>
        <translation>2 つ目のページ表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>印刷(&amp;P)…</translation>
    </message>
    <message>
        <source>Print with o&amp;wn notes</source>
        <translation>自分の書き込みも印刷(&amp;W)</translation>
    </message>
    <message>
        <source>Proper&amp;ties…</source>
        <translation>プロパティ(&amp;T)…</translation>
    </message>
    <message>
        <source>Copy with c&amp;itation</source>
        <translation>出典を付けてコピー(&amp;I)</translation>
    </message>
    <message>
        <source>Copy as pic&amp;ture…</source>
        <translation>図としてコピー(&amp;T)…</translation>
    </message>
    <message>
        <source>Copy with &amp;ruby 《》</source>
        <translation>ルビを《》で付けてコピー(&amp;R)</translation>
    </message>
    <message>
        <source>Copy with &amp;marks of notes</source>
        <translation>注の番号を付けてコピー(&amp;M)</translation>
    </message>
    <message>
        <source>Select &amp;all of the page</source>
        <translation>ページ全体を選択(&amp;A)</translation>
    </message>
    <message>
        <source>E&amp;xport the glossary…</source>
        <translation>用語集の書き出し(&amp;X)…</translation>
    </message>
    <message>
        <source>&amp;Glossary</source>
        <translation>用語集(&amp;G)</translation>
    </message>
    <message>
        <source>Figures and &amp;tables</source>
        <translation>図表一覧(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>やり直す(&amp;D)</translation>
    </message>
    <message>
        <source>Selection as an &amp;own short name…</source>
        <translation>選択した語を略称に追加(&amp;O)…</translation>
    </message>
    <message>
        <source>Selection as the &amp;mark of a note…</source>
        <translation>選択した文字を注番号に指定(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Corrections…</source>
        <translation>訂正一覧(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Underline the selection</source>
        <translation>選択範囲に下線(&amp;U)</translation>
    </message>
    <message>
        <source>S&amp;quiggle under the selection</source>
        <translation>選択範囲に波線(&amp;Q)</translation>
    </message>
    <message>
        <source>Str&amp;ike out the selection</source>
        <translation>選択範囲に取り消し線(&amp;I)</translation>
    </message>
    <message>
        <source>Highlight the selection with a &amp;note</source>
        <translation>選択範囲にメモを付ける(&amp;N)</translation>
    </message>
    <message>
        <source>To the &amp;selection bar</source>
        <translation>選択バーへ移動(&amp;S)</translation>
    </message>
    <message>
        <source>Sho&amp;w the selection bar</source>
        <translation>選択バーを表示(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Tools on the page</source>
        <translation>ページに書き込むツール(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Sticky note</source>
        <translation>付箋(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Area, figure or table</source>
        <translation>範囲・図表(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Text box</source>
        <translation>テキストボックス(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Ink</source>
        <translation>手書き(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Eraser for ink</source>
        <translation>手書きの消しゴム(&amp;E)</translation>
    </message>
</context>
<context>
    <name>AllNotesDialog</name>
    <message>
        <source>All notes</source>
        <translation>すべての書き込み</translation>
    </message>
    <message>
        <source>Words in the notes</source>
        <translation>書き込みを検索</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>エクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>There are no notes yet.</source>
        <translation>書き込みはまだありません。</translation>
    </message>
    <message>
        <source>Notes: {0}</source>
        <translation>書き込み: {0}件</translation>
    </message>
    <message>
        <source>A document without a name</source>
        <translation>名前のない文書</translation>
    </message>
    <message>
        <source>{0} — the file is not there</source>
        <translation>{0} — ファイルが見つかりません</translation>
    </message>
    <message>
        <source>p. {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>(no text)</source>
        <translation>（文字なし）</translation>
    </message>
    <message>
        <source>The file of “{0}” is not where it was; its notes are kept all the same.</source>
        <translation>「{0}」のファイルは元の場所にありません。書き込みはそのまま残っています。</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Restore notes from a backup</source>
        <translation>バックアップから書き込みを復元</translation>
    </message>
    <message>
        <source>The notes of all volumes become what they were. What is there now is kept as a further backup, so that this can be taken back here too.</source>
        <translation>すべての文書の書き込みがバックアップ時の状態に戻ります。現在の状態も別のバックアップとして残すので、ここで元に戻すこともできます。</translation>
    </message>
    <message>
        <source>There is no backup yet. One is made on each day on which you read.</source>
        <translation>バックアップはまだありません。文書を読んだ日ごとに一つ作られます。</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>最後の変更</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>注釈</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>しおり</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>Keep the figure in sight</source>
        <translation>図表を別ウィンドウで表示しておく</translation>
    </message>
</context>
<context>
    <name>BookmarkTree</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>英字</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文書</translation>
    </message>
</context>
<context>
    <name>BookmarkWays</name>
    <message>
        <source>Bookmarks</source>
        <translation>しおり</translation>
    </message>
</context>
<context>
    <name>Bookmarking</name>
    <message>
        <source>PDF p. {0}</source>
        <translation>PDF {0}ページ目</translation>
    </message>
    <message>
        <source>Bookmark kept</source>
        <translation>しおりを付けました</translation>
    </message>
    <message>
        <source>Bookmarks deleted: {0}. Ctrl+Z brings them back.</source>
        <translation>しおりを{0}件削除しました。Ctrl+Z で元に戻せます。</translation>
    </message>
    <message>
        <source>Mark {0} moved here from {1}. Ctrl+Z takes it back.</source>
        <translation>マーク {0} を{1}からここへ移しました。Ctrl+Z で元に戻せます。</translation>
    </message>
    <message>
        <source>Mark {0} set. &apos; {0} comes back here.</source>
        <translation>マーク {0} を付けました。「&apos;」「{0}」と押すとここに戻ります。</translation>
    </message>
    <message>
        <source>There is no mark {0} yet: m {0} sets it.</source>
        <translation>マーク {0} はまだありません。「m」「{0}」と押すと付きます。</translation>
    </message>
    <message>
        <source>No file is open.</source>
        <translation>ファイルが開かれていません。</translation>
    </message>
</context>
<context>
    <name>BookmarksPanel</name>
    <message>
        <source>Of this volume</source>
        <translation>この文書</translation>
    </message>
    <message>
        <source>Of all volumes</source>
        <translation>すべての文書</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新しいフォルダー</translation>
    </message>
    <message>
        <source>{0}
The file is not where it was.</source>
        <translation>{0}
ファイルは元の場所にありません。</translation>
    </message>
    <message>
        <source>Open a paper, and your bookmarks appear here.</source>
        <translation>文書を開くと、ここにしおりが並びます。</translation>
    </message>
    <message>
        <source>No bookmarks yet. Ctrl+D keeps this place; m and a letter marks it, &apos; and the letter comes back.</source>
        <translation>しおりはまだありません。Ctrl+D でここにしおりを付けます。「m」と英字でマークを付け、「&apos;」とその英字で戻ります。</translation>
    </message>
    <message>
        <source>Name of the folder for the chosen bookmarks:</source>
        <translation>選んだしおりを入れるフォルダーの名前:</translation>
    </message>
    <message>
        <source>Name of the folder:</source>
        <translation>フォルダーの名前:</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新しいフォルダー…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Delete the folder, keep its bookmarks</source>
        <translation>フォルダーを削除（しおりは残す）</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>そこへ移動</translation>
    </message>
    <message>
        <source>Give it a letter</source>
        <translation>英字を付ける</translation>
    </message>
    <message>
        <source>Move to</source>
        <translation>移動先</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>リンクをコピー</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>フォルダーなし</translation>
    </message>
</context>
<context>
    <name>Browsing</name>
    <message>
        <source>Only web addresses are opened: never mail, scripts, files or programs.</source>
        <translation>開くのはウェブのアドレスだけです。メール、スクリプト、ファイル、プログラムは開きません。</translation>
    </message>
    <message>
        <source>Open web addresses in the browser?</source>
        <translation>ウェブのアドレスをブラウザーで開きますか?</translation>
    </message>
    <message>
        <source>Hakusho itself never goes online. The answer is kept; it can be changed in the View menu.</source>
        <translation>Hakusho自体がネットワークに接続することはありません。回答は保存され、表示メニューで変更できます。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>開かない</translation>
    </message>
    <message>
        <source>No browser could be started.</source>
        <translation>ブラウザーを起動できませんでした。</translation>
    </message>
</context>
<context>
    <name>Cards</name>
    <message>
        <source>figure</source>
        <translation>図</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>column</source>
        <translation>コラム</translation>
    </message>
    <message>
        <source>part</source>
        <translation>部</translation>
    </message>
    <message>
        <source>chapter</source>
        <translation>章</translation>
    </message>
    <message>
        <source>section</source>
        <translation>節</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 件中 {0} 件目</translation>
    </message>
    <message>
        <source>Previous candidate</source>
        <translation>前の候補</translation>
    </message>
    <message>
        <source>Next candidate</source>
        <translation>次の候補</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>略称</translation>
    </message>
    <message>
        <source>Acronym</source>
        <translation>略語</translation>
    </message>
    <message>
        <source>Footnote</source>
        <translation>脚注</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>見出し</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>図</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>図表の題</translation>
    </message>
    <message>
        <source>Used here, but not explained in the files that are open.</source>
        <translation>ここで使われていますが、開いているファイルの中では説明されていません。</translation>
    </message>
    <message>
        <source>A guess ({0} % sure).</source>
        <translation>推定です（確からしさ {0} %）。</translation>
    </message>
    <message>
        <source>A guess ({0} % sure); it has other candidates.</source>
        <translation>推定です（確からしさ {0} %）。ほかにも候補があります。</translation>
    </message>
    <message>
        <source>As you have said</source>
        <translation>あなたの訂正による</translation>
    </message>
    <message>
        <source>Explained in footnote {0} on {1}</source>
        <translation>{1}の脚注{0}に説明</translation>
    </message>
    <message>
        <source>Introduced as a short name</source>
        <translation>略称として定義</translation>
    </message>
    <message>
        <source>Explained in parentheses</source>
        <translation>括弧書きにより定義</translation>
    </message>
    <message>
        <source>{0} ({1} % sure)</source>
        <translation>{0}（確からしさ {1} %）</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>ライブラリを検索</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>ファイルを開く…</translation>
    </message>
    <message>
        <source>The file that holds it is not open.</source>
        <translation>該当するファイルが開かれていません。</translation>
    </message>
    <message>
        <source>That page cannot be drawn; its text was read all the same.</source>
        <translation>そのページは表示できませんが、文字は読み取れています。</translation>
    </message>
    <message>
        <source>Go to definition</source>
        <translation>定義へ移動</translation>
    </message>
    <message>
        <source>Note {0}</source>
        <translation>注{0}</translation>
    </message>
    <message>
        <source>No mark in the text points to this note.</source>
        <translation>本文にこの注の番号は見つかりません。</translation>
    </message>
    <message>
        <source>Go to the note</source>
        <translation>注へ移動</translation>
    </message>
    <message>
        <source>Back to the mark</source>
        <translation>本文の番号へ戻る</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>A guess: several places have this number, this is the nearest.</source>
        <translation>推測：この番号は複数の箇所にあり、ここは最も近いものです。</translation>
    </message>
    <message>
        <source>Another place that has this number.</source>
        <translation>同じ番号の別の箇所です。</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Keep in sight</source>
        <translation>表示しておく</translation>
    </message>
    <message>
        <source>What this points to is known as soon as the whole volume is read.</source>
        <translation>参照先は、全体の読み取りが終わると分かります。</translation>
    </message>
    <message>
        <source>The {0} it names is in none of the open files.</source>
        <translation>参照先の{0}は、開いているファイルの中にありません。</translation>
    </message>
    <message>
        <source>Nothing in this volume refers to it by number.</source>
        <translation>番号でこれを参照している箇所はありません。</translation>
    </message>
    <message>
        <source>Who refers to it is known as soon as the whole volume is read.</source>
        <translation>参照元は、全体の読み取りが終わると分かります。</translation>
    </message>
    <message>
        <source>Corrected by you on {0}.</source>
        <translation>{0} に訂正済み。</translation>
    </message>
    <message>
        <source>Added by you on {0}.</source>
        <translation>{0} に追加済み。</translation>
    </message>
    <message>
        <source>Found: {0}</source>
        <translation>自動検出：{0}</translation>
    </message>
    <message>
        <source>Take back the correction</source>
        <translation>訂正を取り消す</translation>
    </message>
    <message>
        <source>This is wrong…</source>
        <translation>これは誤り…</translation>
    </message>
</context>
<context>
    <name>CitationDialog</name>
    <message>
        <source>Citation of this paper</source>
        <translation>この文書の出典情報</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>書名</translation>
    </message>
    <message>
        <source>Author or office</source>
        <translation>著者・省庁</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>出版者</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>発行年</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>2025 or 令和７年</source>
        <translation>2025 または 令和７年</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>このページの出典</translation>
    </message>
    <message>
        <source>As guessed</source>
        <translation>推定値に戻す</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>{0} ({1}) — right click: rename</source>
        <translation>{0} ({1}) — 右クリックで名前を変更</translation>
    </message>
</context>
<context>
    <name>ColourNames</name>
    <message>
        <source>Important</source>
        <translation>重要</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>疑問</translation>
    </message>
    <message>
        <source>My thought</source>
        <translation>意見</translation>
    </message>
    <message>
        <source>To quote</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>定義</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>事例</translation>
    </message>
</context>
<context>
    <name>ContextBars</name>
    <message>
        <source>Highlight with a note</source>
        <translation>メモを付ける</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>しおり</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy with citation</source>
        <translation>出典を付けてコピー</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Add as a term</source>
        <translation>略称に追加</translation>
    </message>
    <message>
        <source>Open the note</source>
        <translation>メモを開く</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>文字列をコピー</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Nothing is selected: drag over the text first.</source>
        <translation>何も選択されていません。先に文字をドラッグして選んでください。</translation>
    </message>
    <message>
        <source>{0} characters copied</source>
        <translation>{0} 文字をコピーしました</translation>
    </message>
    <message>
        <source>Annotation deleted; Ctrl+Z brings it back.</source>
        <translation>注釈を削除しました。Ctrl+Z で元に戻せます。</translation>
    </message>
    <message>
        <source>Mark the selection</source>
        <translation>選択範囲に色を付ける</translation>
    </message>
    <message>
        <source>Search for the selection</source>
        <translation>選択した語を検索</translation>
    </message>
    <message>
        <source>Bookmark the selection</source>
        <translation>選択箇所にしおりを付ける</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
</context>
<context>
    <name>Continuing</name>
    <message>
        <source>Continue rea&amp;ding</source>
        <translation>続きから読む(&amp;L)</translation>
    </message>
    <message>
        <source>p. {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>page {0} of {1}</source>
        <translation>{0}/{1}ページ目</translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation>今日 {0}</translation>
    </message>
    <message>
        <source>yesterday {0}</source>
        <translation>昨日 {0}</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>{0} characters copied</source>
        <translation>{0} 文字をコピーしました</translation>
    </message>
    <message>
        <source>Nothing is selected: drag over the text first.</source>
        <translation>何も選択されていません。先に文字をドラッグして選んでください。</translation>
    </message>
    <message>
        <source>Copied with its source</source>
        <translation>出典を付けてコピーしました</translation>
    </message>
    <message>
        <source>Drag a rectangle over the page; Esc leaves.</source>
        <translation>ページの上で範囲をドラッグしてください。Esc でやめます。</translation>
    </message>
    <message>
        <source>No file is open.</source>
        <translation>ファイルが開かれていません。</translation>
    </message>
    <message>
        <source>Copied: {0}</source>
        <translation>コピーしました: {0}</translation>
    </message>
    <message>
        <source>This page cannot be drawn.</source>
        <translation>このページは表示できません。</translation>
    </message>
    <message>
        <source>Picture of {0} × {1} pixels copied</source>
        <translation>{0} × {1} ピクセルの図をコピーしました</translation>
    </message>
</context>
<context>
    <name>CorrectionDialog</name>
    <message>
        <source>Correction</source>
        <translation>訂正</translation>
    </message>
    <message>
        <source>Note {0}</source>
        <translation>注 {0}</translation>
    </message>
    <message>
        <source>Mark {0}</source>
        <translation>注番号 {0}</translation>
    </message>
    <message>
        <source>Found: {0}</source>
        <translation>自動検出：{0}</translation>
    </message>
    <message>
        <source>Corrected by you on {0}.</source>
        <translation>{0} に訂正済み。</translation>
    </message>
    <message>
        <source>It is introduced &amp;here:</source>
        <translation>正しい定義箇所(&amp;H)：</translation>
    </message>
    <message>
        <source>It &amp;means:</source>
        <translation>正しい意味(&amp;M)：</translation>
    </message>
    <message>
        <source>It is &amp;no acronym and no short name</source>
        <translation>略語・略称ではない(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Japanese name:</source>
        <translation>日本語名(&amp;J)：</translation>
    </message>
    <message>
        <source>&amp;Original words:</source>
        <translation>原語(&amp;O)：</translation>
    </message>
    <message>
        <source>It is the mark of this note:</source>
        <translation>この注番号が指す注：</translation>
    </message>
    <message>
        <source>No note</source>
        <translation>対応する注はない</translation>
    </message>
    <message>
        <source>This is its mark:</source>
        <translation>この注を指す注番号：</translation>
    </message>
    <message>
        <source>It points to:</source>
        <translation>この参照が指す先：</translation>
    </message>
    <message>
        <source>Nothing in these files</source>
        <translation>指す先はない</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>取り消す(&amp;T)</translation>
    </message>
</context>
<context>
    <name>CorrectionWays</name>
    <message>
        <source>There is nothing to correct here yet.</source>
        <translation>ここにはまだ訂正できるものがありません。</translation>
    </message>
    <message>
        <source>Select a short name on a page first.</source>
        <translation>先にページ上で略称にする語を選択してください。</translation>
    </message>
    <message>
        <source>Select the figure of a mark on a page first.</source>
        <translation>先にページ上で注番号の文字を選択してください。</translation>
    </message>
    <message>
        <source>No note was found near this page.</source>
        <translation>このページの近くに注が見つかりません。</translation>
    </message>
    <message>
        <source>This file has not been read yet.</source>
        <translation>このファイルはまだ読み取られていません。</translation>
    </message>
    <message>
        <source>This is wrong…</source>
        <translation>これは誤り…</translation>
    </message>
    <message>
        <source>Take back the correction</source>
        <translation>訂正を取り消す</translation>
    </message>
    <message>
        <source>Taken back; Ctrl+Z keeps it again.</source>
        <translation>訂正を取り消しました（Ctrl+Z で元に戻せます）。</translation>
    </message>
    <message>
        <source>“{0}” answers in {1} places of this volume now.</source>
        <translation>「{0}」：この文書の {1} か所で意味を引けるようになりました。</translation>
    </message>
    <message>
        <source>“{0}” stands nowhere in this volume as a word of its own.</source>
        <translation>「{0}」は、独立した語としてはこの文書のどこにも現れません。</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>Where it is introduced</source>
        <translation>定義箇所</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>No short name</source>
        <translation>略語でない</translation>
    </message>
    <message>
        <source>Mark of a note</source>
        <translation>注番号</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Own short name</source>
        <translation>追加した略称</translation>
    </message>
    <message>
        <source>no note</source>
        <translation>対応する注はない</translation>
    </message>
    <message>
        <source>nothing in these files</source>
        <translation>指す先なし</translation>
    </message>
    <message>
        <source>no short name</source>
        <translation>略語・略称ではない</translation>
    </message>
</context>
<context>
    <name>CorrectionsDialog</name>
    <message>
        <source>Corrections</source>
        <translation>訂正一覧</translation>
    </message>
    <message>
        <source>Of this volume</source>
        <translation>この文書の訂正</translation>
    </message>
    <message>
        <source>Of all volumes</source>
        <translation>すべての文書の訂正</translation>
    </message>
    <message>
        <source>The file it is about is not open.</source>
        <translation>該当するファイルが開いていません。</translation>
    </message>
    <message>
        <source>&amp;Go there</source>
        <translation>移動(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>取り消す(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>書き出し(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>読み込み(&amp;I)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>訂正前</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>訂正後</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>not found in this text</source>
        <translation>この文書では見つかりません</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>未読み取り</translation>
    </message>
    <message>
        <source>Nothing was corrected yet: “This is wrong…” in the side panel begins.</source>
        <translation>訂正はまだありません。サイドパネルの「これは誤り…」から訂正できます。</translation>
    </message>
    <message>
        <source>Export corrections</source>
        <translation>訂正の書き出し</translation>
    </message>
    <message>
        <source>corrections.json</source>
        <translation>訂正一覧.json</translation>
    </message>
    <message>
        <source>Hakusho corrections (*.json)</source>
        <translation>Hakusho の訂正ファイル (*.json)</translation>
    </message>
    <message>
        <source>Table for spreadsheets (*.csv)</source>
        <translation>表計算用の表 (*.csv)</translation>
    </message>
    <message>
        <source>Import corrections</source>
        <translation>訂正の読み込み</translation>
    </message>
    <message>
        <source>“{0}” was written.</source>
        <translation>「{0}」に書き出しました。</translation>
    </message>
    <message>
        <source>Corrections taken over: {0}.</source>
        <translation>{0} 件の訂正を取り込みました。</translation>
    </message>
</context>
<context>
    <name>Editions</name>
    <message>
        <source>This looks like another edition of “{0}”, in which you have notes ({1}).</source>
        <translation>書き込み（{1}件）のある「{0}」の別の版のようです。</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Take over the notes</source>
        <translation>書き込みを引き継ぐ</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>今後表示しない</translation>
    </message>
    <message>
        <source>The places of your notes are looked for…</source>
        <translation>書き込みの位置を探しています…</translation>
    </message>
    <message>
        <source>Notes taken over from “{0}”: {1} found, {2} not sure, {3} not found.</source>
        <translation>「{0}」から引き継いだ書き込み: 一致{1}件、要確認{2}件、該当箇所なし{3}件。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>“{0}” cannot be opened: No such file or directory.</source>
        <translation>「{0}」が見つかりません。</translation>
    </message>
    <message>
        <source>“{0}” cannot be opened: Permission denied.</source>
        <translation>「{0}」を開く権限がありません。</translation>
    </message>
    <message>
        <source>“{0}” is empty (0 bytes).</source>
        <translation>「{0}」は空のファイル（0 バイト）です。</translation>
    </message>
    <message>
        <source>“{0}” is not a PDF.</source>
        <translation>「{0}」は PDF ではありません。</translation>
    </message>
    <message>
        <source>“{0}” is damaged and cannot be read.</source>
        <translation>「{0}」は壊れていて読めません。</translation>
    </message>
    <message>
        <source>“{0}” needs a password.</source>
        <translation>「{0}」を開くにはパスワードが必要です。</translation>
    </message>
    <message>
        <source>“{0}” has no pages that can be read.</source>
        <translation>「{0}」には読めるページがありません。</translation>
    </message>
    <message>
        <source>“{0}” made its reader process crash.</source>
        <translation>「{0}」の読み取り中に処理が異常終了しました。</translation>
    </message>
    <message>
        <source>“{0}” takes too long to read.</source>
        <translation>「{0}」の読み取りに時間がかかりすぎています。</translation>
    </message>
    <message>
        <source>Fetch the file again.</source>
        <translation>ファイルを取得し直してください。</translation>
    </message>
    <message>
        <source>It can be shown, but not searched.</source>
        <translation>表示はできますが、検索はできません。</translation>
    </message>
    <message>
        <source>Wait for it to end, then try again.</source>
        <translation>終わるのを待って、もう一度試してください。</translation>
    </message>
    <message>
        <source>“{0}” cannot follow OR or NEAR.</source>
        <translation>OR や NEAR のすぐ後に「{0}」は置けません。</translation>
    </message>
    <message>
        <source>Put what is left out at the end.</source>
        <translation>除く語は最後に置いてください。</translation>
    </message>
    <message>
        <source>NEAR joins words, not regular expressions.</source>
        <translation>NEAR でつなげるのは語だけです。正規表現はつなげません。</translation>
    </message>
    <message>
        <source>OR and NEAR join words, not filters.</source>
        <translation>OR と NEAR でつなげるのは語だけです。絞り込みの条件はつなげません。</translation>
    </message>
    <message>
        <source>The regular expression is not right: {0}.</source>
        <translation>正規表現が正しくありません（{0}）。</translation>
    </message>
    <message>
        <source>The regular expression takes too long.</source>
        <translation>正規表現の検索に時間がかかりすぎます。</translation>
    </message>
    <message>
        <source>Make it simpler.</source>
        <translation>もっと簡単な式にしてください。</translation>
    </message>
    <message>
        <source>There is no part “{0}”.</source>
        <translation>「{0}」という場所はありません。</translation>
    </message>
    <message>
        <source>There are {0}.</source>
        <translation>指定できるのは {0} です。</translation>
    </message>
    <message>
        <source>“{0}” names no pages.</source>
        <translation>「{0}」はページの指定ではありません。</translation>
    </message>
    <message>
        <source>Write 24, 10-40, or p3-p8 for pages of the file.</source>
        <translation>24 や 10-40、ファイル内のページなら p3-p8 のように書いてください。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written: No such file or directory.</source>
        <translation>「{0}」を書き込めません：フォルダーが見つかりません。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written: Permission denied.</source>
        <translation>「{0}」を書き込めません：権限がありません。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written: No space left on device.</source>
        <translation>「{0}」を書き込めません：ディスクの空きがありません。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written: Read-only file system.</source>
        <translation>「{0}」を書き込めません：読み取り専用の場所です。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written: Is a directory.</source>
        <translation>「{0}」を書き込めません：同じ名前のフォルダーがあります。</translation>
    </message>
    <message>
        <source>The rights of “{0}” forbid annotating it.</source>
        <translation>「{0}」は注釈の追加が許可されていません。</translation>
    </message>
    <message>
        <source>Export XFDF or an HTML sheet to print instead.</source>
        <translation>代わりに XFDF、または印刷用の HTML でエクスポートしてください。</translation>
    </message>
    <message>
        <source>“{0}” is the file itself.</source>
        <translation>「{0}」は元のファイルです。</translation>
    </message>
    <message>
        <source>Choose another name for the copy.</source>
        <translation>コピーには別の名前を付けてください。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written.</source>
        <translation>「{0}」に書き込めません。</translation>
    </message>
    <message>
        <source>Bookmarks have no place in this form.</source>
        <translation>この形式ではしおりをエクスポートできません。</translation>
    </message>
    <message>
        <source>Choose Markdown, HTML, CSV or JSON.</source>
        <translation>Markdown、HTML、CSV、JSON のいずれかを選んでください。</translation>
    </message>
    <message>
        <source>“{0}” cannot be read.</source>
        <translation>「{0}」を読めません。</translation>
    </message>
    <message>
        <source>This is no XFDF, or a damaged one.</source>
        <translation>XFDF ではないか、壊れています。</translation>
    </message>
    <message>
        <source>This is XML, but no XFDF.</source>
        <translation>XML ですが、XFDF ではありません。</translation>
    </message>
    <message>
        <source>There are no annotations in this file.</source>
        <translation>このファイルに注釈はありません。</translation>
    </message>
    <message>
        <source>These annotations are about “{0}”, which is not open.</source>
        <translation>この注釈は、開かれていない「{0}」に付けられたものです。</translation>
    </message>
    <message>
        <source>“{0}” is a copy of no file that is open.</source>
        <translation>「{0}」は、開いているどのファイルのコピーでもありません。</translation>
    </message>
    <message>
        <source>Open it first.</source>
        <translation>先にそのファイルを開いてください。</translation>
    </message>
    <message>
        <source>“{0}” holds no notes, or is damaged.</source>
        <translation>「{0}」に書き込みがないか、壊れています。</translation>
    </message>
    <message>
        <source>“{0}” is too large to be notes.</source>
        <translation>「{0}」は書き込みのファイルとしては大きすぎます。</translation>
    </message>
    <message>
        <source>These notes were written by a newer version of Hakusho.</source>
        <translation>この書き込みは新しい版の Hakusho で作られています。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>何も変更していません。</translation>
    </message>
    <message>
        <source>Nothing was read.</source>
        <translation>何も読み込んでいません。</translation>
    </message>
    <message>
        <source>This is not a file of corrections.</source>
        <translation>訂正ファイルではありません。</translation>
    </message>
    <message>
        <source>This file was written by a newer version of Hakusho.</source>
        <translation>新しい版の Hakusho で書き出されたファイルです。</translation>
    </message>
    <message>
        <source>This file of corrections is damaged; nothing was taken over.</source>
        <translation>訂正ファイルが壊れています。何も取り込みませんでした。</translation>
    </message>
    <message>
        <source>“{0}” changed while it was read.</source>
        <translation>「{0}」は読み込み中に変更されました。</translation>
    </message>
    <message>
        <source>Nothing of it was stored, the other files are; index it again when it is complete.</source>
        <translation>このファイルの索引は保存していません（ほかのファイルは保存済み）。ファイルが完成したら、もう一度索引を作成してください。</translation>
    </message>
    <message>
        <source>部:, 章:, page: and the like belong to the search of the text.</source>
        <translation>部:、章:、page: などは本文の検索で使います。</translation>
    </message>
    <message>
        <source>The buttons below filter this list.</source>
        <translation>この一覧は下のボタンで絞り込めます。</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>This page cannot be drawn.</source>
        <translation>このページは表示できません。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>cannot be drawn</source>
        <translation>表示できません</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>図</translation>
    </message>
</context>
<context>
    <name>FiguresPanel</name>
    <message>
        <source>Label, title or source</source>
        <translation>番号・題名・出典で絞り込み</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>図</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Figures and tables</source>
        <translation>図表一覧</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the picture or the caption</source>
        <translation>画像または題名をコピーします</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Go to the figure (Enter)</source>
        <translation>図表へ移動します（Enter）</translation>
    </message>
    <message>
        <source>Show it in a window of its own</source>
        <translation>図表を別ウィンドウで表示しておきます</translation>
    </message>
    <message>
        <source>Keep in sight</source>
        <translation>別ウィンドウで表示</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>画像をコピー</translation>
    </message>
    <message>
        <source>Copy the caption with its source</source>
        <translation>題名を出典付きでコピー</translation>
    </message>
    <message>
        <source>Referred to from {0} places</source>
        <translation>参照元：{0}か所</translation>
    </message>
    <message>
        <source>No figure or table fits.</source>
        <translation>当てはまる図表はありません。</translation>
    </message>
    <message>
        <source>Open a paper, and its figures and tables are listed here.</source>
        <translation>文書を開くと、図表がここに並びます。</translation>
    </message>
    <message>
        <source>Figures come in as files are read: {0} of {1} pages so far.</source>
        <translation>読み取りが終わったファイルの図表から順に並びます：{1}ページ中{0}ページまで読み取りました。</translation>
    </message>
    <message>
        <source>No captions of figures or tables were found in these files.</source>
        <translation>この文書に図表の題名は見つかりませんでした。</translation>
    </message>
    <message>
        <source>These files have not been read for figures and tables yet.</source>
        <translation>この文書の図表はまだ読み取られていません。</translation>
    </message>
    <message>
        <source>List who refers to it</source>
        <translation>参照元を表示</translation>
    </message>
    <message>
        <source>Hide who refers to it</source>
        <translation>参照元を隠す</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>The files of this document have gone.</source>
        <translation>この文書のファイルが見つかりません。</translation>
    </message>
    <message>
        <source>Enter opens “{0}”.</source>
        <translation>Enter で「{0}」を開きます。</translation>
    </message>
</context>
<context>
    <name>Follow</name>
    <message>
        <source>No note was found for this mark.</source>
        <translation>この番号に対応する注は見つかりませんでした。</translation>
    </message>
    <message>
        <source>not explained in these files</source>
        <translation>これらのファイルに説明なし</translation>
    </message>
    <message>
        <source>{0} (a guess)</source>
        <translation>{0}（推定）</translation>
    </message>
    <message>
        <source>{0} (in none of these files)</source>
        <translation>{0}（開いているファイルにはありません）</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>“{0}” is not there any more: “{1}” holds another edition now.</source>
        <translation>「{0}」は元の場所にありません。「{1}」は今は別の版です。</translation>
    </message>
    <message>
        <source>“{0}” is not at “{1}” any more. Open it where it is now.</source>
        <translation>「{0}」は「{1}」にありません。今ある場所から開いてください。</translation>
    </message>
    <message>
        <source>The paper that is meant was never open on this computer. Open its file, and its page is shown.</source>
        <translation>リンク先の文書は、このコンピューターではまだ開かれていません。ファイルを開くと、そのページを表示します。</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>ファイルを開く…</translation>
    </message>
    <message>
        <source>This is no link to a place of a paper: it cannot be followed.</source>
        <translation>文書の位置を示すリンクではないため、開けません。</translation>
    </message>
    <message>
        <source>“{0}” holds another edition than the one that is meant: this is its page {1}.</source>
        <translation>「{0}」はリンク先とは別の版です。その{1}ページ目を表示しています。</translation>
    </message>
    <message>
        <source>The note that is meant is not kept here; this is its page.</source>
        <translation>リンク先の書き込みはここにはありません。そのページを表示しています。</translation>
    </message>
</context>
<context>
    <name>Furniture</name>
    <message>
        <source>Outline</source>
        <translation>目次</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>サイドパネル</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>言語は次回の起動から変わります。</translation>
    </message>
    <message>
        <source>There is only one file.</source>
        <translation>ファイルは一つだけです。</translation>
    </message>
    <message>
        <source>No file is open.</source>
        <translation>ファイルが開かれていません。</translation>
    </message>
</context>
<context>
    <name>Glances</name>
    <message>
        <source>Not explained in the files that are open.</source>
        <translation>開いているファイルの中では説明されていません。</translation>
    </message>
    <message>
        <source>A guess, {0} % sure.</source>
        <translation>推定です(確度 {0} %)。</translation>
    </message>
    <message>
        <source>Or: {0} ({1})</source>
        <translation>別の候補: {0}({1})</translation>
    </message>
    <message>
        <source>Note {0}</source>
        <translation>注{0}</translation>
    </message>
    <message>
        <source>A guess: several places have this number.</source>
        <translation>推定です。同じ番号が複数あります。</translation>
    </message>
    <message>
        <source>A link of the file itself, to {0}</source>
        <translation>ファイルのリンク: {0}へ</translation>
    </message>
    <message>
        <source>Only web addresses are opened: never mail, scripts, files or programs.</source>
        <translation>開くのはウェブのアドレスだけです。メール、スクリプト、ファイル、プログラムは開きません。</translation>
    </message>
</context>
<context>
    <name>Glossary</name>
    <message>
        <source>Several meanings</source>
        <translation>意味が複数あるもの</translation>
    </message>
    <message>
        <source>Explained</source>
        <translation>説明のあるもの</translation>
    </message>
    <message>
        <source>Used, but never explained</source>
        <translation>使われているが説明のないもの</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0}件</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>推定</translation>
    </message>
    <message>
        <source>{0} (a guess)</source>
        <translation>{0}（推定）</translation>
    </message>
</context>
<context>
    <name>GlossaryPanel</name>
    <message>
        <source>Name, meaning or reading</source>
        <translation>略語・意味・読みで絞り込み</translation>
    </message>
    <message>
        <source>This volume</source>
        <translation>この文書</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>ライブラリ</translation>
    </message>
    <message>
        <source>ABC</source>
        <translation>ABC順</translation>
    </message>
    <message>
        <source>By reading</source>
        <translation>五十音順</translation>
    </message>
    <message>
        <source>First use</source>
        <translation>初出順</translation>
    </message>
    <message>
        <source>Most used</source>
        <translation>使用回数順</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>並べ方</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>定義</translation>
    </message>
    <message>
        <source>Go to the definition (Enter)</source>
        <translation>定義へ移動します（Enter）</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>使用箇所</translation>
    </message>
    <message>
        <source>List the uses (Right)</source>
        <translation>使用箇所を一覧します（→）</translation>
    </message>
    <message>
        <source>Previous use</source>
        <translation>前の使用箇所</translation>
    </message>
    <message>
        <source>Next use</source>
        <translation>次の使用箇所</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>p. {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>Nothing fits “{0}”.</source>
        <translation>「{0}」に当てはまるものはありません。</translation>
    </message>
    <message>
        <source>Open a paper, and its acronyms and short names are listed here.</source>
        <translation>文書を開くと、略語と略称がここに並びます。</translation>
    </message>
    <message>
        <source>Names come in as files are read: {0} of {1} pages so far.</source>
        <translation>読み取りが終わったファイルの略語から順に並びます：{1}ページ中{0}ページまで読み取りました。</translation>
    </message>
    <message>
        <source>No acronyms or short names were found in these files.</source>
        <translation>この文書に略語や略称は見つかりませんでした。</translation>
    </message>
    <message>
        <source>These files have not been read for acronyms and short names yet.</source>
        <translation>この文書の略語と略称はまだ読み取られていません。</translation>
    </message>
    <message>
        <source>Reading the library…</source>
        <translation>ライブラリを読み込んでいます…</translation>
    </message>
    <message>
        <source>The library has no acronyms or short names yet.</source>
        <translation>ライブラリにはまだ略語や略称がありません。</translation>
    </message>
    <message>
        <source>There is nothing to export yet.</source>
        <translation>書き出すものがまだありません。</translation>
    </message>
    <message>
        <source>Export the glossary</source>
        <translation>用語集の書き出し</translation>
    </message>
    <message>
        <source>Table for spreadsheets (*.csv)</source>
        <translation>表計算用の表 (*.csv)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>TermBase eXchange (*.tbx)</source>
        <translation>TBX 用語データ (*.tbx)</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>用語集</translation>
    </message>
    <message>
        <source>The glossary is in “{0}”.</source>
        <translation>用語集を「{0}」に書き出しました。</translation>
    </message>
    <message>
        <source>This document is not open: Enter opens it at this place.</source>
        <translation>この文書は開かれていません。Enterで開き、その箇所へ移動します。</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Home, End</source>
        <translation>Home、End</translation>
    </message>
    <message>
        <source>First or last page</source>
        <translation>最初または最後のページ</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+ホイール</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>ポインターの位置で拡大・縮小</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+クリック</translation>
    </message>
    <message>
        <source>Go where an acronym, mark or reference leads</source>
        <translation>略語、注番号、参照の指す先へ移動</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab、Shift+Tab</translation>
    </message>
    <message>
        <source>Next or previous acronym, mark, reference or link on the screen</source>
        <translation>画面内の次(前)の略語・注番号・参照・リンク</translation>
    </message>
    <message>
        <source>Enter; Ctrl+Enter</source>
        <translation>Enter / Ctrl+Enter</translation>
    </message>
    <message>
        <source>Say what it is, and again: go there; go there at once</source>
        <translation>意味を表示、もう一度で移動 / すぐに移動</translation>
    </message>
    <message>
        <source>Enter, Shift+Enter</source>
        <translation>Enter、Shift+Enter</translation>
    </message>
    <message>
        <source>In the search box: next or previous hit</source>
        <translation>検索欄で、次または前の一致へ</translation>
    </message>
    <message>
        <source>Up, Down; Enter, Esc</source>
        <translation>↑、↓、Enter、Esc</translation>
    </message>
    <message>
        <source>In the list of hits: look at a hit; go there, or back</source>
        <translation>検索結果の一覧で：見てみる、そこへ移る、元の場所に戻る</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Pages: mouse and fingers</source>
        <translation>ページ上：マウスと指</translation>
    </message>
    <message>
        <source>Wheel, two fingers</source>
        <translation>ホイール、2 本指</translation>
    </message>
    <message>
        <source>Scroll; past a page&apos;s edge where one page is shown at a time, turn it</source>
        <translation>スクロール。1 ページずつの表示では、端を越えるとページをめくる</translation>
    </message>
    <message>
        <source>Ctrl+wheel, pinch</source>
        <translation>Ctrl+ホイール、ピンチ</translation>
    </message>
    <message>
        <source>Resting on a word</source>
        <translation>語の上で止める</translation>
    </message>
    <message>
        <source>See what an acronym, mark or reference means</source>
        <translation>略語、注番号、参照の意味を見る</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>クリック</translation>
    </message>
    <message>
        <source>Show what is there in the side panel; follow a reference</source>
        <translation>その場所の内容をサイドパネルに表示。参照なら参照先へ移動</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>ドラッグ</translation>
    </message>
    <message>
        <source>Select characters; beyond the edge, the pages scroll</source>
        <translation>文字を選択。端を越えるとスクロール</translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation>Shift+クリック</translation>
    </message>
    <message>
        <source>Extend the selection</source>
        <translation>選択範囲を広げる</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>右クリック</translation>
    </message>
    <message>
        <source>What can be done there</source>
        <translation>そこでできる操作のメニュー</translation>
    </message>
    <message>
        <source>Back and forward buttons</source>
        <translation>戻る・進むボタン</translation>
    </message>
    <message>
        <source>The way back and forward over jumps</source>
        <translation>移動の履歴を戻る・進む</translation>
    </message>
    <message>
        <source>Dropping files or a folder</source>
        <translation>ファイルのドロップ</translation>
    </message>
    <message>
        <source>Open them</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Pages: keys</source>
        <translation>ページ上：キー</translation>
    </message>
    <message>
        <source>Space, PgDn</source>
        <translation>Space、PgDn</translation>
    </message>
    <message>
        <source>One screen down</source>
        <translation>1 画面下へ</translation>
    </message>
    <message>
        <source>Shift+Space, PgUp</source>
        <translation>Shift+Space、PgUp</translation>
    </message>
    <message>
        <source>One screen up</source>
        <translation>1 画面上へ</translation>
    </message>
    <message>
        <source>Up, Down, K, J</source>
        <translation>↑、↓、K、J</translation>
    </message>
    <message>
        <source>One line up or down</source>
        <translation>1 行上または下へ</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>←、→</translation>
    </message>
    <message>
        <source>Sideways; where pages are turned, the page on that side</source>
        <translation>左右へ。ページをめくる表示では、その側のページへ</translation>
    </message>
    <message>
        <source>M and a letter; &apos; and a letter</source>
        <translation>M と英字、&apos; と英字</translation>
    </message>
    <message>
        <source>Mark the place; go to the mark (capitals: across all volumes)</source>
        <translation>今の位置にマークを付ける、マークへ移動する（大文字はすべての文書で共通）</translation>
    </message>
    <message>
        <source>Shift+arrows</source>
        <translation>Shift+矢印キー</translation>
    </message>
    <message>
        <source>Extend the selection by characters and lines</source>
        <translation>選択範囲を文字や行の単位で広げる</translation>
    </message>
    <message>
        <source>Shift+Home, Shift+End</source>
        <translation>Shift+Home、Shift+End</translation>
    </message>
    <message>
        <source>Extend the selection to the start or end of the line</source>
        <translation>選択範囲を行頭または行末まで広げる</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>そのほかの場所</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>ダブルクリック</translation>
    </message>
    <message>
        <source>Select words; dragged on, more of them</source>
        <translation>単語を選択。そのままドラッグすると単語単位で広がる</translation>
    </message>
    <message>
        <source>Triple click</source>
        <translation>トリプルクリック</translation>
    </message>
    <message>
        <source>Select lines; dragged on, more of them</source>
        <translation>行を選択。そのままドラッグすると行単位で広がる</translation>
    </message>
    <message>
        <source>In the reading view: larger or smaller letters</source>
        <translation>リーディング表示で：文字を大きく・小さく</translation>
    </message>
    <message>
        <source>Leave the search box; let the side panel follow the page</source>
        <translation>検索欄を離れる。サイドパネルをページに追従させる</translation>
    </message>
    <message>
        <source>Click on a note, and again</source>
        <translation>書き込みをクリック、もう一度</translation>
    </message>
    <message>
        <source>What can be done with it; with the one under it</source>
        <translation>書き込みの操作を表示、重なった次の書き込みを選択</translation>
    </message>
    <message>
        <source>Right click on a colour, F2</source>
        <translation>色を右クリック、F2</translation>
    </message>
    <message>
        <source>Rename it</source>
        <translation>色の名前を変更</translation>
    </message>
    <message>
        <source>In the selection bar: arrows, 1 – 8</source>
        <translation>選択バーで 矢印、1～8</translation>
    </message>
    <message>
        <source>Walk the buttons, choose a colour</source>
        <translation>ボタンを移動、色を選択</translation>
    </message>
    <message>
        <source>Close a popup, the selection bar or a pinned window; leave the presentation or the drawing of a rectangle</source>
        <translation>ポップアップ、選択バー、固定した窓を閉じる。プレゼンテーションや範囲の指定をやめる</translation>
    </message>
</context>
<context>
    <name>HitsModel</name>
    <message>
        <source>Other forms</source>
        <translation>ほかの語形</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>Notes</source>
        <translation>書き込み</translation>
    </message>
</context>
<context>
    <name>KeptNotes</name>
    <message>
        <source>The notes are those of the backup. What was there before is kept as “{0}”.</source>
        <translation>書き込みをバックアップの状態に戻しました。直前の状態は「{0}」として残してあります。</translation>
    </message>
</context>
<context>
    <name>LetterMarks</name>
    <message>
        <source>Mark this place: a–z in this volume, A–Z in all; Esc leaves.</source>
        <translation>この位置のマーク: a–z はこの文書、A–Z はすべての文書で共通です。Esc でやめます。</translation>
    </message>
    <message>
        <source>Go to which mark? Esc leaves.</source>
        <translation>移動先のマークの英字を押してください。Esc でやめます。</translation>
    </message>
    <message>
        <source>In use: {0}</source>
        <translation>使用中: {0}</translation>
    </message>
</context>
<context>
    <name>LinkMenu</name>
    <message>
        <source>This place ({0})</source>
        <translation>この場所（{0}）</translation>
    </message>
    <message>
        <source>A short name…</source>
        <translation>略語・略称…</translation>
    </message>
    <message>
        <source>Another note…</source>
        <translation>ほかの書き込み…</translation>
    </message>
</context>
<context>
    <name>ListPanel</name>
    <message>
        <source>The list is being made…</source>
        <translation>一覧を作成しています…</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>Glossary</source>
        <translation>用語集</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>図表</translation>
    </message>
</context>
<context>
    <name>LiveKeys</name>
    <message>
        <source>Nothing on this screen answers.</source>
        <translation>この画面には選べる語がありません。</translation>
    </message>
</context>
<context>
    <name>LiveTargets</name>
    <message>
        <source>Choose an acronym or a short name first.</source>
        <translation>先に略語か略称を選んでください。</translation>
    </message>
    <message>
        <source>Choose an acronym, a mark or a reference first.</source>
        <translation>先に略語・注番号・参照のいずれかを選んでください。</translation>
    </message>
    <message>
        <source>It is not known for sure where this leads; the side panel lists what was found.</source>
        <translation>指す先が確かではありません。見つかったものをサイドパネルに示します。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tool bar</source>
        <translation>ツールバー</translation>
    </message>
    <message>
        <source>That is not the password of “{0}”.</source>
        <translation>「{0}」のパスワードが違います。</translation>
    </message>
    <message>
        <source>“{0}” needs a password.</source>
        <translation>「{0}」を開くにはパスワードが必要です。</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>ファイルを開く</translation>
    </message>
    <message>
        <source>PDF files (*.pdf *.PDF)</source>
        <translation>PDF ファイル (*.pdf *.PDF)</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>Nothing is selected: drag over the text first.</source>
        <translation>何も選択されていません。先に文字をドラッグして選んでください。</translation>
    </message>
    <message>
        <source>Bookmark kept</source>
        <translation>しおりを付けました</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>Name of the bookmark</source>
        <translation>しおりの名前</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>リンク</translation>
    </message>
    <message>
        <source>Insert a link into the note</source>
        <translation>書き込みにリンクを入れる</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>取り込む</translation>
    </message>
    <message>
        <source>Make it your own; the file stays as it is</source>
        <translation>自分の書き込みにします。ファイルは変わりません</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>削除 (Del)</translation>
    </message>
    <message>
        <source>{0} notes are chosen.</source>
        <translation>{0} 件の書き込みを選択しています。</translation>
    </message>
</context>
<context>
    <name>NoteFiles</name>
    <message>
        <source>There are no notes to export yet.</source>
        <translation>エクスポートする書き込みがまだありません。</translation>
    </message>
    <message>
        <source>Export notes</source>
        <translation>書き込みのエクスポート</translation>
    </message>
    <message>
        <source>All notes</source>
        <translation>すべての書き込み</translation>
    </message>
    <message>
        <source>{0} notes written to {1} files in “{2}”.</source>
        <translation>書き込み {0} 件を「{2}」の {1} 個のファイルにエクスポートしました。</translation>
    </message>
    <message>
        <source>{0} notes written to “{1}”.</source>
        <translation>書き込み {0} 件を「{1}」にエクスポートしました。</translation>
    </message>
    <message>
        <source>Open the paper that the notes are about first.</source>
        <translation>先に、書き込みの対象の文書を開いてください。</translation>
    </message>
    <message>
        <source>Import notes</source>
        <translation>書き込みのインポート</translation>
    </message>
    <message>
        <source>{0} notes taken in.</source>
        <translation>書き込み {0} 件を取り込みました。</translation>
    </message>
    <message>
        <source>The file holds no notes.</source>
        <translation>ファイルに書き込みはありません。</translation>
    </message>
    <message>
        <source>{0} were there already.</source>
        <translation>{0} 件はすでにあります。</translation>
    </message>
    <message>
        <source>{0} could not be read.</source>
        <translation>{0} 件は読めませんでした。</translation>
    </message>
</context>
<context>
    <name>NoteFilters</name>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>並び順</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>Take all filters off</source>
        <translation>絞り込みをすべて解除</translation>
    </message>
    <message>
        <source>Without a colour</source>
        <translation>色なし</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>自分の書き込み</translation>
    </message>
    <message>
        <source>Of the file</source>
        <translation>ファイルの注釈</translation>
    </message>
    <message>
        <source>Take this filter off</source>
        <translation>この絞り込みを解除</translation>
    </message>
    <message>
        <source>No tags yet</source>
        <translation>タグはまだありません</translation>
    </message>
    <message>
        <source>Reading order, by chapter</source>
        <translation>本文の順（章ごと）</translation>
    </message>
    <message>
        <source>Newest first, by day</source>
        <translation>新しい順（日ごと）</translation>
    </message>
    <message>
        <source>Changed last, by day</source>
        <translation>更新順（日ごと）</translation>
    </message>
    <message>
        <source>By colour</source>
        <translation>色ごと</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>タグごと</translation>
    </message>
</context>
<context>
    <name>NoteLinks</name>
    <message>
        <source>This link is damaged: it leads nowhere.</source>
        <translation>このリンクは壊れているため、開けません。</translation>
    </message>
    <message>
        <source>The note is not there any more; this is where it was.</source>
        <translation>その書き込みはもうありません。ここにありました。</translation>
    </message>
    <message>
        <source>The document has no such page.</source>
        <translation>この文書にそのページはありません。</translation>
    </message>
</context>
<context>
    <name>NoteMenu</name>
    <message>
        <source>&amp;Go there</source>
        <translation>その場所へ移動(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Edit (F2)</source>
        <translation>編集(&amp;E) (F2)</translation>
    </message>
    <message>
        <source>&amp;Take over</source>
        <translation>取り込む(&amp;T)</translation>
    </message>
    <message>
        <source>C&amp;olour</source>
        <translation>色(&amp;O)</translation>
    </message>
    <message>
        <source>T&amp;ag</source>
        <translation>タグ(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the &amp;link</source>
        <translation>リンクをコピー(&amp;L)</translation>
    </message>
    <message>
        <source>E&amp;xport the chosen ones…</source>
        <translation>選択した書き込みをエクスポート(&amp;X)…</translation>
    </message>
    <message>
        <source>Export all that are &amp;shown…</source>
        <translation>表示中の書き込みをすべてエクスポート(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>削除(&amp;D)</translation>
    </message>
    <message>
        <source>Another tag…</source>
        <translation>ほかのタグ…</translation>
    </message>
</context>
<context>
    <name>NoteText</name>
    <message>
        <source>Note: **bold**, *italic*, - list, # heading, [[ for a link</source>
        <translation>メモ（**太字** *斜体* - 箇条書き # 見出し [[ リンク）</translation>
    </message>
</context>
<context>
    <name>NoteTools</name>
    <message>
        <source>{0} The tool stays until Esc.</source>
        <translation>{0}ツールは Esc を押すまで有効です。</translation>
    </message>
    <message>
        <source>Drag a rectangle, or click a figure or table to mark all of it; Esc leaves.</source>
        <translation>ドラッグで範囲を囲むか、図や表をクリックすると全体を囲みます。Esc で終了します。</translation>
    </message>
    <message>
        <source>Click or drag where the text is to stand; Esc leaves.</source>
        <translation>文字を書き込む位置をクリックまたはドラッグしてください。Esc で終了します。</translation>
    </message>
    <message>
        <source>Draw with the mouse or a pen; Enter ends a drawing, Esc leaves.</source>
        <translation>マウスやペンで書き込めます。Enter で区切り、Esc で終了します。</translation>
    </message>
    <message>
        <source>Drag over the strokes that are to go; Esc leaves.</source>
        <translation>消したい線の上をドラッグしてください。Esc で終了します。</translation>
    </message>
    <message>
        <source>Click where the note is to stand; Esc leaves.</source>
        <translation>付箋を貼る位置をクリックしてください。Esc で終了します。</translation>
    </message>
    <message>
        <source>No figure or table is known here: drag a rectangle around it.</source>
        <translation>ここには図や表が見つかりません。ドラッグで囲んでください。</translation>
    </message>
    <message>
        <source>Copy the picture of the area</source>
        <translation>範囲を画像としてコピー</translation>
    </message>
</context>
<context>
    <name>NoteWords</name>
    <message>
        <source>Highlight</source>
        <translation>ハイライト</translation>
    </message>
    <message>
        <source>Underline</source>
        <translation>下線</translation>
    </message>
    <message>
        <source>Squiggle</source>
        <translation>波線</translation>
    </message>
    <message>
        <source>Strike-out</source>
        <translation>取り消し線</translation>
    </message>
    <message>
        <source>Sticky note</source>
        <translation>付箋</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Text box</source>
        <translation>テキスト枠</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>手書き</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>節</translation>
    </message>
    <message>
        <source>Printed page</source>
        <translation>印刷ページ</translation>
    </message>
    <message>
        <source>Page of the file</source>
        <translation>ファイルのページ</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作成者</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新日時</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>リンク</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Sheet to print (*.html)</source>
        <translation>印刷用シート (*.html)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>Copy of the PDF with annotations (*.pdf)</source>
        <translation>注釈付きの PDF のコピー (*.pdf)</translation>
    </message>
    <message>
        <source>Annotations for Acrobat, XFDF (*.xfdf)</source>
        <translation>Acrobat 用の注釈 XFDF (*.xfdf)</translation>
    </message>
    <message>
        <source>Web annotations, JSON-LD (*.jsonld)</source>
        <translation>Web アノテーション JSON-LD (*.jsonld)</translation>
    </message>
    <message>
        <source>Everything, for Hakusho (*.hakusho.json)</source>
        <translation>Hakusho 用にすべて (*.hakusho.json)</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>書き込み</translation>
    </message>
    <message>
        <source>Before the first chapter</source>
        <translation>最初の章より前</translation>
    </message>
    <message>
        <source>p. {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>page {0} of the PDF</source>
        <translation>PDF の {0} ページ目</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>しおり</translation>
    </message>
    <message>
        <source>Notes ({0})</source>
        <translation>書き込み ({0})</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>Open a paper, and your bookmarks and highlights appear here.</source>
        <translation>文書を開くと、しおりとハイライトがここに並びます。</translation>
    </message>
    <message>
        <source>No bookmarks or highlights yet. Ctrl+D keeps this place, Ctrl+H highlights the selected text.</source>
        <translation>しおりやハイライトはまだありません。Ctrl+D でこの場所にしおりを付け、Ctrl+H で選択した文字をハイライトします。</translation>
    </message>
    <message>
        <source>Before the first chapter</source>
        <translation>最初の章の前</translation>
    </message>
    <message>
        <source>Filter: words, &quot;phrase&quot;, -without</source>
        <translation>絞り込み: 語 &quot;語句&quot; -除外</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>書き込み</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>しおり</translation>
    </message>
    <message>
        <source>Without tags</source>
        <translation>タグなし</translation>
    </message>
    <message>
        <source>None of the {0} notes fits “{1}” and what else is filtered.</source>
        <translation>{0} 件の書き込みのうち、「{1}」とほかの条件に合うものはありません。</translation>
    </message>
    <message>
        <source>None of the {0} notes fits these filters together.</source>
        <translation>{0} 件の書き込みのうち、これらの条件すべてに合うものはありません。</translation>
    </message>
    <message>
        <source>{0} of {1} notes</source>
        <translation>{1} 件中 {0} 件</translation>
    </message>
</context>
<context>
    <name>OrderDialog</name>
    <message>
        <source>Reading order of the files</source>
        <translation>ファイルを読む順番</translation>
    </message>
    <message>
        <source>pages: {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>Drag the files, or move the chosen one, to where they are read.</source>
        <translation>ファイルをドラッグするか、選んだファイルを動かして、読む順番に並べてください。</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上へ(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下へ(&amp;D)</translation>
    </message>
</context>
<context>
    <name>OutlineModel</name>
    <message>
        <source>{0}: indexing…</source>
        <translation>{0}：索引を作成中…</translation>
    </message>
    <message>
        <source>Notes: {0}</source>
        <translation>書き込み: {0} 件</translation>
    </message>
</context>
<context>
    <name>OwnNameDialog</name>
    <message>
        <source>Own short name</source>
        <translation>追加した略称</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>略称：</translation>
    </message>
    <message>
        <source>&amp;Meaning, Japanese name:</source>
        <translation>意味・日本語名(&amp;M)：</translation>
    </message>
    <message>
        <source>&amp;Original words:</source>
        <translation>原語(&amp;O)：</translation>
    </message>
    <message>
        <source>Every place of this volume where it stands will answer.</source>
        <translation>この文書でこの語が現れるすべての箇所から意味を引けるようになります。</translation>
    </message>
</context>
<context>
    <name>PageBox</name>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>There is no page “{0}”.</source>
        <translation>「{0}」というページはありません。</translation>
    </message>
    <message>
        <source>Page: “24” as printed, “p3” for the third page of the volume, “2:5” for the fifth page of the second file</source>
        <translation>ページ：「24」は印刷された番号、「p3」は全体の 3 ページ目、「2:5」は 2 番目のファイルの 5 ページ目</translation>
    </message>
</context>
<context>
    <name>PagePainter</name>
    <message>
        <source>Click to try again.</source>
        <translation>クリックすると、もう一度描画します。</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>サイドパネル</translation>
    </message>
</context>
<context>
    <name>PartFilter</name>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
</context>
<context>
    <name>PasswordBar</name>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>Popups</name>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>ブラウザーで開く</translation>
    </message>
    <message>
        <source>All marks ({0})</source>
        <translation>すべての注番号({0})</translation>
    </message>
    <message>
        <source>All references ({0})</source>
        <translation>すべての参照箇所({0})</translation>
    </message>
    <message>
        <source>All uses ({0})</source>
        <translation>すべての使用箇所({0})</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>サイドパネル</translation>
    </message>
    <message>
        <source>Pin: keep this in a window of its own</source>
        <translation>固定して別のウィンドウに表示</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>アドレスをコピーしました</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>This is wrong…</source>
        <translation>これは誤り…</translation>
    </message>
</context>
<context>
    <name>PrintJob</name>
    <message>
        <source>This page cannot be drawn.</source>
        <translation>このページは表示できません。</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>There is nothing to print.</source>
        <translation>印刷するページがありません。</translation>
    </message>
    <message>
        <source>Something is being printed already.</source>
        <translation>すでに印刷中です。</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>印刷</translation>
    </message>
    <message>
        <source>Own notes</source>
        <translation>自分の書き込み</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>印刷しています…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Page {0} of {1} printed</source>
        <translation>{1} ページ中 {0} ページを印刷しました</translation>
    </message>
    <message>
        <source>The printer does not answer, or the file cannot be written.</source>
        <translation>プリンターが応答しないか、ファイルに書き込めません。</translation>
    </message>
    <message>
        <source>Printing was ended before the last page.</source>
        <translation>印刷を途中でやめました。</translation>
    </message>
    <message>
        <source>Printed, but {0} pages could not be drawn.</source>
        <translation>印刷しましたが、{0} ページは表示できませんでした。</translation>
    </message>
    <message>
        <source>Written to {0}</source>
        <translation>{0} に書き出しました</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>プリンターに送りました</translation>
    </message>
    <message>
        <source>Print own highlights, bookmarks and notes</source>
        <translation>自分のハイライト、しおり、書き込みを印刷</translation>
    </message>
    <message>
        <source>Page {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>Page {0} of the volume</source>
        <translation>全体の{0}ページ目</translation>
    </message>
</context>
<context>
    <name>Properties</name>
    <message>
        <source>printing</source>
        <translation>印刷</translation>
    </message>
    <message>
        <source>printing in full quality</source>
        <translation>高品質の印刷</translation>
    </message>
    <message>
        <source>copying text and pictures</source>
        <translation>文字や図のコピー</translation>
    </message>
    <message>
        <source>reading aloud</source>
        <translation>読み上げ</translation>
    </message>
    <message>
        <source>comments</source>
        <translation>注釈</translation>
    </message>
    <message>
        <source>filling in forms</source>
        <translation>フォームへの記入</translation>
    </message>
    <message>
        <source>changing the contents</source>
        <translation>内容の変更</translation>
    </message>
    <message>
        <source>inserting, deleting and turning pages</source>
        <translation>ページの挿入・削除・回転</translation>
    </message>
    <message>
        <source>There is no text layer: nothing can be found here.</source>
        <translation>文字の情報がないため、検索できません。</translation>
    </message>
    <message>
        <source>The characters of a font have no meaning.</source>
        <translation>文字コードがわからないフォントがあります。</translation>
    </message>
    <message>
        <source>The text runs down the page.</source>
        <translation>縦書きのページです。</translation>
    </message>
    <message>
        <source>No note was found for the mark {0}.</source>
        <translation>番号 {0} に当たる注が見つかりません。</translation>
    </message>
    <message>
        <source>No mark was found for the note {0}.</source>
        <translation>注 {0} を指す番号が本文に見つかりません。</translation>
    </message>
    <message>
        <source>The page cannot be read.</source>
        <translation>ページを読み取れません。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{0} × {1} mm{2}, pages: {3}</source>
        <translation>{0} × {1} mm{2}、{3} ページ</translation>
    </message>
</context>
<context>
    <name>PropertiesDialog</name>
    <message>
        <source>Properties</source>
        <translation>プロパティ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Embedded</source>
        <translation>埋め込み</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>フォント</translation>
    </message>
    <message>
        <source>Pages with issues</source>
        <translation>問題のあるページ</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>No issues were found.</source>
        <translation>問題は見つかりませんでした。</translation>
    </message>
    <message>
        <source>The index has not reached this file yet.</source>
        <translation>このファイルの索引はまだできていません。</translation>
    </message>
    <message>
        <source>Title in the file</source>
        <translation>ファイル内の題名</translation>
    </message>
    <message>
        <source>Producer</source>
        <translation>作成ソフト</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ数</translation>
    </message>
    <message>
        <source>Page sizes</source>
        <translation>ページの大きさ</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>禁止</translation>
    </message>
    <message>
        <source>p. {0}: {1}</source>
        <translation>{0}頁：{1}</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>一部を埋め込み</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>すべて埋め込み</translation>
    </message>
    <message>
        <source>not embedded</source>
        <translation>埋め込みなし</translation>
    </message>
</context>
<context>
    <name>ReadingView</name>
    <message>
        <source>This page has not been read yet: here is its picture.</source>
        <translation>このページはまだ解析されていないため、画像で表示しています。</translation>
    </message>
    <message>
        <source>The text of this page is doubtful: here is its picture.</source>
        <translation>このページの本文は正しく読み取れていないおそれがあるため、画像で表示しています。</translation>
    </message>
</context>
<context>
    <name>References</name>
    <message>
        <source>Follow the page</source>
        <translation>ページに追従</translation>
    </message>
    <message>
        <source>Open a paper, and its acronyms, notes and references appear here.</source>
        <translation>文書を開くと、略語、注、参照がここに並びます。</translation>
    </message>
    <message>
        <source>Show what the visible lines contain (Esc)</source>
        <translation>表示中の行の内容を示す (Esc)</translation>
    </message>
    <message>
        <source>Previous use</source>
        <translation>前の使用箇所</translation>
    </message>
    <message>
        <source>Next use</source>
        <translation>次の使用箇所</translation>
    </message>
    <message>
        <source>Use {0} of {1}</source>
        <translation>使用箇所 {0} / {1}</translation>
    </message>
    <message>
        <source>Use {0} of {1}, in {2} chapters</source>
        <translation>使用箇所 {0} / {1}（{2} 章）</translation>
    </message>
    <message>
        <source>In these lines</source>
        <translation>表示中の行</translation>
    </message>
    <message>
        <source>In sight on {0}</source>
        <translation>{0}の表示部分</translation>
    </message>
    <message>
        <source>In sight on {0} to {1}</source>
        <translation>{0}～{1}の表示部分</translation>
    </message>
    <message>
        <source>This page holds no text that can be read, so nothing was found on it.</source>
        <translation>このページには読み取れる文字がないため、何も見つかりませんでした。</translation>
    </message>
    <message>
        <source>No acronyms, notes or references in these lines.</source>
        <translation>表示中の行に略語、注、参照はありません。</translation>
    </message>
    <message>
        <source>To the next ones</source>
        <translation>次にあるページへ</translation>
    </message>
    <message>
        <source>The files are being opened.</source>
        <translation>ファイルを開いています。</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>ファイルを開く…</translation>
    </message>
    <message>
        <source>Acronyms, notes and references appear here as soon as this file is read: {0} of {1} pages so far.</source>
        <translation>このファイルの読み取りが終わると、略語、注、参照がここに並びます（{1} ページ中 {0} ページ済み）。</translation>
    </message>
    <message>
        <source>This file has not been read for acronyms, notes and references yet.</source>
        <translation>このファイルの略語、注、参照はまだ読み取られていません。</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>もう一度読み取る</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>注</translation>
    </message>
    <message>
        <source>Acronyms and short names</source>
        <translation>略語・略称</translation>
    </message>
    <message>
        <source>Refers to</source>
        <translation>参照先</translation>
    </message>
    <message>
        <source>Figures and tables</source>
        <translation>図表</translation>
    </message>
</context>
<context>
    <name>Reloading</name>
    <message>
        <source>“{0}” has changed since it was opened.</source>
        <translation>「{0}」は、開いたあとに変更されました。</translation>
    </message>
    <message>
        <source>“{0}” is no longer there. What is open can be read on.</source>
        <translation>「{0}」が見つからなくなりました。開いている内容は引き続き読めます。</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>読み込み直す</translation>
    </message>
</context>
<context>
    <name>RenderService</name>
    <message>
        <source>The other files stay open.</source>
        <translation>ほかのファイルは開いたままです。</translation>
    </message>
    <message>
        <source>This page cannot be drawn.</source>
        <translation>このページは表示できません。</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>This file</source>
        <translation>このファイル</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>この文書</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>ライブラリ</translation>
    </message>
    <message>
        <source>My notes</source>
        <translation>書き込み</translation>
    </message>
    <message>
        <source>The file that is being read</source>
        <translation>読んでいるファイルだけ</translation>
    </message>
    <message>
        <source>All files that are open</source>
        <translation>開いているすべてのファイル</translation>
    </message>
    <message>
        <source>Everything that has been indexed</source>
        <translation>索引のあるすべての文書</translation>
    </message>
    <message>
        <source>My highlights and bookmarks in this volume</source>
        <translation>この文書に付けたマーカーとしおり</translation>
    </message>
    <message>
        <source>Other &amp;forms of the words (取組 → 取り組み)</source>
        <translation>ほかの語形(&amp;F)&#x3000;取組 → 取り組み</translation>
    </message>
    <message>
        <source>Other &amp;names (NIST → 国立標準技術研究所)</source>
        <translation>ほかの名称(&amp;N)&#x3000;NIST → 国立標準技術研究所</translation>
    </message>
    <message>
        <source>Suggestions by &amp;reading (さいばー → サイバー)</source>
        <translation>読みからの候補(&amp;R)&#x3000;さいばー → サイバー</translation>
    </message>
    <message>
        <source>Full and half &amp;width (ＡＩ, AI)</source>
        <translation>全角と半角(&amp;W)&#x3000;ＡＩ・AI</translation>
    </message>
    <message>
        <source>Upper and lower &amp;case (AI, ai)</source>
        <translation>大文字と小文字(&amp;C)&#x3000;AI・ai</translation>
    </message>
    <message>
        <source>&amp;Dashes and ー (-, －, ー)</source>
        <translation>ハイフンと長音(&amp;D)&#x3000;-・－・ー</translation>
    </message>
    <message>
        <source>&amp;Kangxi radicals and characters</source>
        <translation>康熙部首と漢字(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Old forms and variants (國, 国)</source>
        <translation>旧字体・異体字(&amp;O)&#x3000;國・国</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>本文</translation>
    </message>
    <message>
        <source>Headings</source>
        <translation>見出し</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>注</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>図表の題</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>囲み</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>図中</translation>
    </message>
    <message>
        <source>both on one page</source>
        <translation>両方があるページ</translation>
    </message>
    <message>
        <source>as it stands, across line ends</source>
        <translation>このとおりの並び（行またぎも）</translation>
    </message>
    <message>
        <source>one or the other</source>
        <translation>どちらか一方</translation>
    </message>
    <message>
        <source>pages without 生成</source>
        <translation>「生成」のあるページを除く</translation>
    </message>
    <message>
        <source>close together</source>
        <translation>近くに並ぶもの</translation>
    </message>
    <message>
        <source>under such a heading; 部: too</source>
        <translation>その見出しの下だけ（部: も可）</translation>
    </message>
    <message>
        <source>body, heading, note, caption or table only</source>
        <translation>注だけ（body 本文、heading 見出し、caption 図表の題、table 表も可）</translation>
    </message>
    <message>
        <source>in my own notes</source>
        <translation>自分の書き込みの中</translation>
    </message>
    <message>
        <source>on printed pages 10 to 40</source>
        <translation>紙面のページ番号で 10〜40</translation>
    </message>
    <message>
        <source>in files of such a name</source>
        <translation>名前に「2024」を含むファイル</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>正規表現</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search this file</source>
        <translation>このファイルを検索</translation>
    </message>
    <message>
        <source>Search the volume</source>
        <translation>この文書を検索</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>ライブラリを検索</translation>
    </message>
    <message>
        <source>Search my notes</source>
        <translation>書き込みを検索</translation>
    </message>
    <message>
        <source>{0} hits</source>
        <translation>{0} 件</translation>
    </message>
</context>
<context>
    <name>SearchControls</name>
    <message>
        <source>Where to search</source>
        <translation>検索する範囲</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>What counts as a hit</source>
        <translation>一致とみなす条件</translation>
    </message>
    <message>
        <source>What can be typed</source>
        <translation>検索語の書き方</translation>
    </message>
    <message>
        <source>Find also</source>
        <translation>次も探す</translation>
    </message>
    <message>
        <source>Take these for different</source>
        <translation>次の違いを区別する</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Type into the search box (Ctrl+F): every occurrence is listed here.</source>
        <translation>検索欄 (Ctrl+F) に入力すると、すべての一致がここに並びます。</translation>
    </message>
    <message>
        <source>{0} notes</source>
        <translation>書き込み {0} 件</translation>
    </message>
    <message>
        <source>{0} hits on {1} pages</source>
        <translation>{1} ページに {0} 件</translation>
    </message>
    <message>
        <source>{0}; {1} more below</source>
        <translation>{0}、ほかに {1} 件</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>検索しています…</translation>
    </message>
    <message>
        <source>No note says “{0}”.</source>
        <translation>「{0}」を含む書き込みはありません。</translation>
    </message>
    <message>
        <source>Nothing found yet: the index is being built.</source>
        <translation>まだ見つかりません。索引を作成中です。</translation>
    </message>
    <message>
        <source>“{0}” does not occur in the library.</source>
        <translation>「{0}」はライブラリにありません。</translation>
    </message>
    <message>
        <source>“{0}” does not occur in this file.</source>
        <translation>「{0}」はこのファイルにありません。</translation>
    </message>
    <message>
        <source>“{0}” does not occur in this volume.</source>
        <translation>「{0}」はこの文書にありません。</translation>
    </message>
    <message>
        <source>Other forms come when the index of words is complete.</source>
        <translation>ほかの語形は、語の索引ができてから表示されます。</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>もう一度検索</translation>
    </message>
    <message>
        <source>More documents have been indexed since. {0}</source>
        <translation>その後、新しい文書が索引に加わりました。{0}</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>もしかして：{0}</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>p. {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>PDF p. {0}</source>
        <translation>PDF {0}ページ目</translation>
    </message>
    <message>
        <source>There is no PDF in the folder “{0}”.</source>
        <translation>フォルダー「{0}」に PDF がありません。</translation>
    </message>
    <message>
        <source>“{0}” has no text layer.</source>
        <translation>「{0}」には文字情報がありません。</translation>
    </message>
    <message>
        <source>It can be read, but not searched.</source>
        <translation>読めますが、検索はできません。</translation>
    </message>
    <message>
        <source>The index could not be completed; what is there can be used.</source>
        <translation>索引を最後まで作れませんでした。できている分は使えます。</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Marks under acronyms and references</source>
        <translation>略語と参照の下線</translation>
    </message>
    <message>
        <source>First use on each page</source>
        <translation>ページごとの初出のみ</translation>
    </message>
    <message>
        <source>Every use</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Web addresses in the browser</source>
        <translation>ウェブのアドレス</translation>
    </message>
    <message>
        <source>Ask first</source>
        <translation>初回に確認する</translation>
    </message>
    <message>
        <source>Open when told to</source>
        <translation>ブラウザーで開く</translation>
    </message>
    <message>
        <source>Never open</source>
        <translation>開かない</translation>
    </message>
    <message>
        <source>Facing pages run</source>
        <translation>見開きの向き</translation>
    </message>
    <message>
        <source>As the text does</source>
        <translation>本文の向きに合わせる</translation>
    </message>
    <message>
        <source>To the right</source>
        <translation>左から右</translation>
    </message>
    <message>
        <source>To the left</source>
        <translation>右から左</translation>
    </message>
    <message>
        <source>Citation style</source>
        <translation>出典の書式</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>Colours of the pages</source>
        <translation>ページの配色</translation>
    </message>
    <message>
        <source>As printed</source>
        <translation>印刷どおり</translation>
    </message>
    <message>
        <source>Paper white</source>
        <translation>やわらかい白</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>セピア</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜間</translation>
    </message>
    <message>
        <source>Line length of the reading view</source>
        <translation>リーディング表示の行の長さ</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短い</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>長い</translation>
    </message>
    <message>
        <source>Memory for pictures of pages</source>
        <translation>ページ画像に使うメモリ</translation>
    </message>
    <message>
        <source>36 MiB (sparing)</source>
        <translation>36 MiB（控えめ）</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard and mouse</source>
        <translation>キーとマウスの操作</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Printed page (page of the volume · file and page of the file)</source>
        <translation>印刷された番号（全体のページ · ファイルとその中のページ）</translation>
    </message>
    <message>
        <source>Indexing…</source>
        <translation>索引を作成中…</translation>
    </message>
    <message>
        <source>p. {0} of {1}</source>
        <translation>{0} / {1} ページ</translation>
    </message>
</context>
<context>
    <name>TagLine</name>
    <message>
        <source>Add a tag</source>
        <translation>タグを追加</translation>
    </message>
    <message>
        <source>Take this tag away</source>
        <translation>このタグを外す</translation>
    </message>
</context>
<context>
    <name>TakenOver</name>
    <message>
        <source>Right place</source>
        <translation>この位置でよい</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>取り除く</translation>
    </message>
    <message>
        <source>Is this the place?</source>
        <translation>位置の確認が必要なもの</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>該当箇所がないもの</translation>
    </message>
    <message>
        <source>p. {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>(no text)</source>
        <translation>（文字なし）</translation>
    </message>
    <message>
        <source>These notes of another edition want a look.</source>
        <translation>別の版から引き継いだ書き込みに、確認が必要なものがあります。</translation>
    </message>
    <message>
        <source>Does this note from “{0}” belong here?</source>
        <translation>「{0}」の書き込みは、この位置で合っていますか。</translation>
    </message>
    <message>
        <source>This note stays with “{0}”; only this line is removed.</source>
        <translation>この書き込みは「{0}」に残ります。一覧からだけ取り除きます。</translation>
    </message>
</context>
<context>
    <name>TakingOver</name>
    <message>
        <source>Take over</source>
        <translation>自分の書き込みにする</translation>
    </message>
    <message>
        <source>Take over all {0} of this file</source>
        <translation>このファイルの{0}件すべてを自分の書き込みにする</translation>
    </message>
    <message>
        <source>In the file itself, by {0}</source>
        <translation>ファイル内の注釈（{0}）</translation>
    </message>
    <message>
        <source>In the file itself</source>
        <translation>ファイル内の注釈</translation>
    </message>
    <message>
        <source>This file has no annotations of its own that are not yours already.</source>
        <translation>このファイルには、まだ取り込んでいない注釈はありません。</translation>
    </message>
    <message>
        <source>{0} annotations of the file are yours now. Ctrl+Z gives them back.</source>
        <translation>ファイル内の注釈{0}件を自分の書き込みにしました。Ctrl+Z で元に戻せます。</translation>
    </message>
    <message>
        <source>These annotations are yours already.</source>
        <translation>この注釈はすでに自分の書き込みになっています。</translation>
    </message>
</context>
<context>
    <name>TargetLists</name>
    <message>
        <source>Other candidates</source>
        <translation>ほかの候補</translation>
    </message>
    <message>
        <source>Notes that mention it</source>
        <translation>この語を含む注</translation>
    </message>
    <message>
        <source>{0} ({1} % sure)</source>
        <translation>{0}（確からしさ {1} %）</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>使用箇所</translation>
    </message>
    <message>
        <source>Marked in the text</source>
        <translation>本文中の番号</translation>
    </message>
    <message>
        <source>Explains</source>
        <translation>説明しているもの</translation>
    </message>
    <message>
        <source>Referred to from</source>
        <translation>参照元</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>{0} notes deleted.</source>
        <translation>{0} 件のメモを削除しました。</translation>
    </message>
    <message>
        <source>Bookmark deleted.</source>
        <translation>しおりを削除しました。</translation>
    </message>
    <message>
        <source>Annotation deleted.</source>
        <translation>注釈を削除しました。</translation>
    </message>
</context>
<context>
    <name>UndoTexts</name>
    <message>
        <source>&amp;Undo: {0}</source>
        <translation>元に戻す(&amp;U)：{0}</translation>
    </message>
    <message>
        <source>Re&amp;do: {0}</source>
        <translation>やり直す(&amp;D)：{0}</translation>
    </message>
    <message>
        <source>Several notes</source>
        <translation>複数のメモ</translation>
    </message>
    <message>
        <source>Deletion of {0}</source>
        <translation>{0}の削除</translation>
    </message>
    <message>
        <source>Change of {0}</source>
        <translation>{0}の変更</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>訂正</translation>
    </message>
</context>
<context>
    <name>Visits</name>
    <message>
        <source>The files of this document are no longer where they were.</source>
        <translation>この文書のファイルは元の場所にありません。</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Hakusho</source>
        <translation>Hakusho</translation>
    </message>
    <message>
        <source>Drop PDF files or a folder here; they are read as one book.</source>
        <translation>PDF ファイルかフォルダーをここにドロップすると、一冊の本として読めます。</translation>
    </message>
    <message>
        <source>Continue reading</source>
        <translation>続きから読む</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>ファイルを開く…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>フォルダーを開く…</translation>
    </message>
</context>
<context>
    <name>_Crashes</name>
    <message>
        <source>Something unexpected happened; your notes are safe.</source>
        <translation>予期しない問題が起きました。書き込みは失われていません。</translation>
    </message>
    <message>
        <source>You can go on reading. The details are in the log.</source>
        <translation>このまま読み続けられます。詳細はログにあります。</translation>
    </message>
</context>
</TS>
